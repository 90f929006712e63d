package io.sendense.engine.repository.verify;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.repository.point.ManifestDisk;
import io.sendense.engine.repository.point.ManifestFile;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.StoredFile;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Checks a point's folder: the manifest as it is now, the files that are no disks, and what the
/// manifest does not know.
final class FolderCheck {
    private final RestorePoint point;
    private final List<Finding> findings = new ArrayList<>();

    FolderCheck(RestorePoint point) {
        this.point = point;
    }

    List<Finding> run() {
        checkManifest();
        point.manifest().files().forEach(this::checkFile);
        checkOrphans();
        return findings;
    }

    private void checkManifest() {
        Path file = point.folder().resolve(ManifestFile.NAME);
        try {
            if (!ManifestFile.read(file).equals(point.manifest())) {
                badManifest(
                        file, Cause.of(CauseCode.MANIFEST_CHANGED).with("path", ManifestFile.NAME));
            }
        } catch (IOException e) {
            badManifest(file, Causes.cause(e));
        }
    }

    private void badManifest(Path file, Cause cause) {
        findings.add(new Finding.BadManifest(point.id(), file, cause));
    }

    private void checkFile(StoredFile stored) {
        Path file = point.folder().resolve(stored.name());
        try {
            long bytes = Files.size(file);
            if (bytes != stored.bytes()) {
                badFile(
                        file,
                        Cause.of(CauseCode.FILE_SIZE_DIFFERS)
                                .with("path", stored.name())
                                .withBytes("found", bytes)
                                .withBytes("expected", stored.bytes()));
                return;
            }
            String found = Sha256.of(DurableFiles.read(file)).hex();
            if (!found.equals(stored.sha256())) {
                badFile(
                        file,
                        Cause.of(CauseCode.SHA256_DIFFERS)
                                .with("path", stored.name())
                                .with("found", found)
                                .with("expected", stored.sha256()));
            }
        } catch (IOException e) {
            badFile(file, Causes.cause(e));
        }
    }

    private void badFile(Path file, Cause cause) {
        findings.add(new Finding.BadFile(point.id(), file, cause));
    }

    private void checkOrphans() {
        Set<String> known = new HashSet<>();
        for (ManifestDisk disk : point.manifest().disks()) {
            known.add(ManifestDisk.layerName(disk.key()));
            known.add(ManifestDisk.sumsName(disk.key()));
        }
        try (Stream<Path> files = Files.list(point.folder())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.matches("disk-.*\\.(qcow2|sums)") && !known.contains(name)) {
                    findings.add(new Finding.OrphanLayer(point.id(), file, Files.size(file)));
                }
            }
        } catch (IOException e) {
            badManifest(point.folder(), Causes.cause(e));
        }
    }
}
