package io.sendense.engine.serve;

import java.nio.file.Path;
import java.util.Optional;

/// Where a restore point is to be served. Immutable.
///
/// @param socket path of a Unix socket, for this machine's user only; then host and port do not
///   count
/// @param host name or address to listen on
/// @param port 0 for any free one
/// @param network whether an address that other machines reach is meant: whoever reaches it may
///   read the disks
public record ServePlace(Optional<Path> socket, String host, int port, boolean network) {
    private static final String LOOPBACK = "127.0.0.1";

    /// Any free port of the loopback interface.
    public static ServePlace anyPort() {
        return tcp(LOOPBACK, 0);
    }

    /// A loopback address.
    public static ServePlace tcp(String host, int port) {
        return new ServePlace(Optional.empty(), host, port, false);
    }

    public static ServePlace socket(Path path) {
        return new ServePlace(Optional.of(path.toAbsolutePath()), LOOPBACK, 0, false);
    }

    /// The same for whoever reaches the address.
    public ServePlace forTheNetwork() {
        return new ServePlace(socket, host, port, true);
    }

    /// For messages: the socket's path, or host and port.
    @Override
    public String toString() {
        return socket.map(Path::toString).orElse(host + ":" + port);
    }
}
