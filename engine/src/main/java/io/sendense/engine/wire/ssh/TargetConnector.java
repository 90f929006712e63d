package io.sendense.engine.wire.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// What a [RemoteForward] connects to at this end, once for each connection that comes in at the
/// other one.
@FunctionalInterface
public interface TargetConnector {

    /// A new connection in blocking mode. Called by a thread of the tunnel; one that does not
    /// return within the time for an answer is interrupted.
    ///
    /// @throws IOException the connection that came in is closed
    SocketChannel connect() throws IOException;

    /// A Unix socket.
    static TargetConnector unix(Path socket) {
        return () -> connected(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket));
    }

    /// A TCP address.
    static TargetConnector tcp(InetSocketAddress address) {
        return () -> {
            SocketChannel channel = connected(StandardProtocolFamily.INET, address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        };
    }

    private static SocketChannel connected(StandardProtocolFamily family, SocketAddress address)
            throws IOException {
        SocketChannel channel = SocketChannel.open(family);
        try {
            channel.connect(address);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
