package io.sendense.app.command;

import io.sendense.app.output.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Says to scripts that something answers now, and where. Stateless.
final class ReadyFile {
    private ReadyFile() {}

    /// Writes facts as JSON: whole or not at all, and readable by its owner only.
    static void write(Path file, Map<String, ?> facts) throws IOException {
        Path place = file.toAbsolutePath();
        Path part = place.resolveSibling(place.getFileName() + ".part");
        Files.deleteIfExists(part);
        if (place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    part,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(part, Json.text(facts).getBytes(StandardCharsets.UTF_8));
        Files.move(
                part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
