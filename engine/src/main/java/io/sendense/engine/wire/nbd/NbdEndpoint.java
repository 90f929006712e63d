package io.sendense.engine.wire.nbd;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where an NBD server listens, and where a client finds it. Immutable.
public sealed interface NbdEndpoint {

    /// A Unix domain socket: the fastest way within one machine, guarded by file permissions.
    ///
    /// @param path absolute or relative to the working folder; at most [#MAX_PATH_BYTES] bytes
    ///   long, because the address structure of the system holds no more
    record UnixSocket(Path path) implements NbdEndpoint {
        /// `sun_path` of Linux has 108 bytes, of macOS 104; the JDK fills all but two of them.
        public static final int MAX_PATH_BYTES = 102;

        public UnixSocket {
            int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
            if (length == 0 || length > MAX_PATH_BYTES) {
                throw new IllegalArgumentException(
                        "the path of a Unix socket has 1 to "
                                + MAX_PATH_BYTES
                                + " bytes, this one has "
                                + length
                                + ": "
                                + path);
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A TCP address. A name that is not resolved yet is resolved when the connection is made.
    ///
    /// @param address for a server, port 0 takes any free port
    record Tcp(InetSocketAddress address) implements NbdEndpoint {
        /// The port IANA assigned to NBD (proto.md, "Newstyle negotiation").
        public static final int DEFAULT_PORT = 10809;

        /// The same port of this machine's loopback address.
        public static Tcp loopback(int port) {
            return new Tcp(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public String toString() {
            return address.getHostString() + ":" + address.getPort();
        }
    }
}
