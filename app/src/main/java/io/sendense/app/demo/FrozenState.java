package io.sendense.app.demo;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.image.DiskCompare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The disks of one snapshot, as the lab kept them beside the backup: what a restore point is
/// judged by. Immutable.
record FrozenState(Path folder) {
    /// The newest snapshot of a VM.
    static FrozenState newest(Path frozen, String vm) throws IOException {
        try (Stream<Path> snapshots = Files.list(frozen.resolve(vm))) {
            List<Path> byAge = snapshots.sorted(Comparator.comparing(FrozenState::age)).toList();
            if (byAge.isEmpty()) {
                throw new IOException("the lab kept no snapshot of " + vm);
            }
            return new FrozenState(byAge.getLast());
        }
    }

    private static FileTime age(Path folder) {
        try {
            return Files.getLastModifiedTime(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Whether a disk image, with what it is backed by, holds the same bytes as the frozen disk.
    boolean equalTo(int key, Path image) throws IOException, InterruptedException {
        try (BlockDevice expected =
                        RawFileBlockDevice.open(folder.resolve("disk-" + key + ".raw"), false);
                BlockDevice found = PointDisks.open(image)) {
            return expected.size() == found.size()
                    && DiskCompare.firstDifference(expected, found, ByteProgress.none()).isEmpty();
        }
    }
}
