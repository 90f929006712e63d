package io.sendense.app.demo;

import io.sendense.engine.PointView;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskImages;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.lab.guest.RecordRule;
import java.io.IOException;
import java.nio.file.Path;

/// A restore point's disks, opened as any tool opens them: by their files.
final class PointDisks {
    private PointDisks() {}

    /// A disk image with what it is backed by; backing files are followed in the folder above only,
    /// which holds the VM's points.
    static BlockDevice open(Path image) throws IOException {
        Path folder = image.toAbsolutePath().getParent();
        Path points = folder == null ? null : folder.getParent();
        if (points == null) {
            throw new IOException(image + " lies in no folder of points");
        }
        return DiskImages.open(
                image, DiskFormat.probe(image), OpenMode.READ_ONLY, BackingFiles.within(points));
    }

    /// Whether the record logs on two disks of a point are of one instant.
    static RecordRule records(PointView point, int following, int leading) throws IOException {
        try (BlockDevice first = open(layer(point, following));
                BlockDevice second = open(layer(point, leading))) {
            return RecordRule.check(first::read, second::read);
        }
    }

    private static Path layer(PointView point, int key) {
        return point.disks().stream()
                .filter(disk -> disk.key() == key)
                .map(disk -> Path.of(disk.layer()))
                .findFirst()
                .orElseThrow();
    }
}
