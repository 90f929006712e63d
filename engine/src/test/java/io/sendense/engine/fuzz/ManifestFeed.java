package io.sendense.engine.fuzz;

import io.sendense.engine.repository.point.ManifestFile;
import io.sendense.engine.repository.point.PointManifest;
import io.sendense.engine.repository.point.StoredProblem;
import io.sendense.engine.repository.point.VmNames;
import io.sendense.engine.repository.storage.FormatVersionException;
import io.sendense.engine.repository.storage.JsonFiles;
import io.sendense.engine.repository.storage.JsonFormatException;
import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A `point.json` whose digest is made right if it has 64 zeroes in its place, or a `vm.json`.
final class ManifestFeed implements Feed {
    private static final String NO_DIGEST = "0".repeat(2 * Sha256.BYTES);
    private static final Refusals REFUSALS =
            Refusals.of(List.of(JsonFormatException.class, FormatVersionException.class));

    private final Path file;

    ManifestFeed(Path folder) {
        this.file = folder.resolve(ManifestFile.NAME);
    }

    @Override
    public boolean take(byte[] input) throws Exception {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf(NO_DIGEST);
        if (at >= 0) {
            String digest = Sha256.of(input).hex();
            text = text.substring(0, at) + digest + text.substring(at + NO_DIGEST.length());
        }
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        boolean names = REFUSALS.taken(() -> JsonFiles.decode("vm.json", input, VmNames.class, 1));
        return REFUSALS.taken(this::read) || names;
    }

    private void read() throws IOException {
        PointManifest manifest = ManifestFile.read(file);
        for (StoredProblem problem : manifest.problems()) {
            problem.problem();
        }
        manifest.digestOf("config.xml");
        manifest.disks()
                .forEach(disk -> {
                    disk.identity();
                    disk.change().changeId();
                });
        manifest.vm().folderName();
        ManifestFile.encode(manifest);
    }
}
