package io.sendense.engine.repository.point;

import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.repository.storage.JsonFiles;
import io.sendense.engine.repository.storage.JsonFormatException;
import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/// `point.json`: a [PointManifest] that carries its own SHA-256. Stateless.
public final class ManifestFile {
    /// Its name in a point's folder.
    public static final String NAME = "point.json";

    private static final String DIGEST = "manifest_sha256";
    private static final String NO_DIGEST = "0".repeat(2 * Sha256.BYTES);

    /// Far above any manifest; a larger file is not read into memory.
    private static final long MAX_BYTES = 16 << 20;

    private ManifestFile() {}

    /// The file's content.
    public static byte[] encode(PointManifest manifest) {
        ObjectNode tree = (ObjectNode) JsonFiles.tree(manifest);
        tree.put(DIGEST, NO_DIGEST);
        String text = new String(JsonFiles.encode(tree), StandardCharsets.UTF_8);
        int at = text.lastIndexOf(NO_DIGEST);
        String digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
        return (text.substring(0, at) + digest + text.substring(at + NO_DIGEST.length()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Reads and checks a manifest.
    ///
    /// @throws io.sendense.engine.repository.storage.FormatVersionException a version this program
    ///   does not know
    /// @throws JsonFormatException its bytes are not what was written
    /// @throws IOException it cannot be read
    public static PointManifest read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new JsonFormatException(
                    NAME + " has " + Files.size(file) + " bytes, at most " + MAX_BYTES);
        }
        byte[] content = DurableFiles.read(file);
        PointManifest manifest =
                JsonFiles.decode(NAME, content, PointManifest.class, PointManifest.FORMAT_VERSION);
        checkDigest(content);
        return manifest;
    }

    private static void checkDigest(byte[] content) throws JsonFormatException {
        String stated = JsonFiles.text(NAME, content, DIGEST);
        // One char per byte, so that bytes that are no UTF-8 survive the way there and back.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int at = stated.length() == NO_DIGEST.length() ? text.lastIndexOf(stated) : -1;
        if (at < 0) {
            throw new JsonFormatException(NAME + " has no field " + DIGEST);
        }
        String blank = text.substring(0, at) + NO_DIGEST + text.substring(at + stated.length());
        String found = Sha256.of(blank.getBytes(StandardCharsets.ISO_8859_1)).hex();
        if (!found.equals(stated)) {
            throw new JsonFormatException(
                    NAME + ": SHA-256 is " + found + ", the file itself says " + stated);
        }
    }
}
