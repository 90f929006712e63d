package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.image.DiskDescription;
import io.sendense.engine.disk.image.DiskFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much of a file its file system stores, where that can make holes and tell them.
final class StoredBytes {
    private StoredBytes() {}

    /// Bytes of the file that are no hole; all of them where holes cannot be told.
    static long of(Path file) throws IOException {
        return DiskDescription.chain(file, DiskFormat.RAW, BackingOpener.none())
                .getFirst()
                .storedBytes();
    }

    /// Whether files beside this one can have holes made.
    static boolean canShrink(Path file) throws IOException {
        Path trial = Files.createTempFile(file.getParent(), "holes", null);
        Files.delete(trial);
        try (BlockDevice device = RawFileBlockDevice.create(trial, 1 << 20)) {
            device.write(0, ByteBuffer.allocate(1 << 20));
            device.flush();
            device.zero(0, 1 << 20, ZeroMode.MAY_DEALLOCATE);
            device.flush();
            return of(trial) == 0;
        } finally {
            Files.delete(trial);
        }
    }

    /// Fails where the file stores as much, and need not.
    static void assertLess(Path file, long bytes, String what) throws IOException {
        long stored = of(file);
        if (stored >= bytes && canShrink(file)) {
            assertThat(stored).as("bytes stored of %s, %s", file, what).isLessThan(bytes);
        }
    }
}
