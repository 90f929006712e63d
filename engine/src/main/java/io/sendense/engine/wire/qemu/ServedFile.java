package io.sendense.engine.wire.qemu;

import java.nio.file.Path;
import java.time.Duration;

/// A QCOW2 file to be served for writing, and how. Immutable.
///
/// @param file absolute; it exists, and nobody else writes it
/// @param sizeBytes what the disk in it must show
/// @param exportName an identifier, no secret: everybody on the machine can read it
/// @param sockets a folder that only its owner can enter
/// @param connections how many the client makes, and how many the server takes: 1 to 16
/// @param readyTime limit from the start to the handshake
/// @param endTime limit for ending when it is asked to; it writes back what it caches
public record ServedFile(
        Path file,
        long sizeBytes,
        String exportName,
        Path sockets,
        int connections,
        Duration readyTime,
        Duration endTime) {
    public ServedFile {
        if (!file.isAbsolute() || !sockets.isAbsolute()) {
            throw new IllegalArgumentException(file + " or " + sockets + " is not absolute");
        }
        if (!exportName.matches("[A-Za-z0-9._-]{1,255}")) {
            throw new IllegalArgumentException("'" + exportName + "' is no identifier");
        }
    }

    /// Two connections, 20 s to become ready, 60 s to end.
    public static ServedFile of(Path file, long sizeBytes, String exportName, Path sockets) {
        return new ServedFile(
                file,
                sizeBytes,
                exportName,
                sockets,
                2,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60));
    }

    public ServedFile withReadyTime(Duration limit) {
        return new ServedFile(file, sizeBytes, exportName, sockets, connections, limit, endTime);
    }

    public ServedFile withEndTime(Duration limit) {
        return new ServedFile(file, sizeBytes, exportName, sockets, connections, readyTime, limit);
    }

    public ServedFile withConnections(int count) {
        return new ServedFile(file, sizeBytes, exportName, sockets, count, readyTime, endTime);
    }
}
