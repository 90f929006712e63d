package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.block.ZeroTail;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.Qcow2Resize;
import java.io.IOException;
import java.nio.file.Path;

/// Makes a disk of any format we know longer, or shorter by what reads as zeroes. Stateless.
public final class DiskResize {
    private DiskResize() {}

    /// Grows or shrinks the disk to `size` bytes; nobody else may have the file open. A stop at any
    /// moment leaves the old size or the new one.
    ///
    /// @param mayShrink somebody said that the disk may become shorter
    /// @throws IllegalArgumentException there is no such size, or it is less and may not be
    /// @throws IOException the file cannot be changed, or holds data behind the new end
    public static void run(
            Path path, DiskFormat format, long size, boolean mayShrink, BackingOpener backing)
            throws IOException {
        switch (format) {
            case QCOW2 -> Qcow2Resize.run(path, size, mayShrink, backing);
            case RAW -> raw(path, size, mayShrink);
            case VMDK, VHDX ->
                    throw new IOException(
                            "'" + path + "' is " + format.text() + ": raw and qcow2 are resized");
        }
    }

    private static void raw(Path path, long size, boolean mayShrink) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("disk size " + size + " is negative");
        }
        try (PositionedFile file = PositionedFile.open(path, true)) {
            if (size < file.length()) {
                if (!mayShrink) {
                    throw new IllegalArgumentException(
                            "the disk has %d bytes, and shrinking it to %d was not asked for"
                                    .formatted(file.length(), size));
                }
                try (RawFileBlockDevice disk = RawFileBlockDevice.open(path, false)) {
                    ZeroTail.check(disk, size, path);
                }
            }
            file.setLength(size);
            file.force();
        }
    }
}
