package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.bytes;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.block.ZeroTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Makes the disk in a QCOW2 file longer or shorter. Nobody else may have the file open.
///
/// What is new reads as zeroes, over a longer backing file too; what is cut off must read as zeroes
/// already. Everything is prepared out of sight, behind the end of the disk, and stored; the last
/// step is the `size` field, eight bytes of the header's first sector, in one write. So a stop at
/// any moment leaves the disk as it was or as it shall be, and at worst leaked clusters; it can be
/// run again.
public final class Qcow2Resize {
    private final Path path;
    private final BackingOpener opener;

    private Qcow2Resize(Path path, BackingOpener opener) {
        this.path = path;
        this.opener = opener;
    }

    /// Grows or shrinks the disk to `size` bytes.
    ///
    /// @param mayShrink somebody said that the disk may become shorter
    /// @throws IllegalArgumentException there is no such size, or it is less and may not be
    /// @throws IOException the file cannot be changed, or holds data behind the new end
    public static void run(Path path, long size, boolean mayShrink, BackingOpener opener)
            throws IOException {
        if (size < 0 || size % Qcow2Options.SECTOR_BYTES != 0) {
            throw new IllegalArgumentException(
                    "disk size " + size + " is no multiple of " + Qcow2Options.SECTOR_BYTES);
        }
        Qcow2Header header;
        try (PositionedFile file = PositionedFile.open(path, false)) {
            header = Qcow2Header.read(file);
        }
        if (size < header.size() && !mayShrink) {
            throw new IllegalArgumentException(
                    "the disk has %s, and shrinking it to %s was not asked for"
                            .formatted(bytes(header.size()), bytes(size)));
        }
        Qcow2Resize resize = new Qcow2Resize(path, opener);
        if (size > header.size()) {
            resize.grow(size);
        } else if (size < header.size()) {
            resize.cut(size);
        }
    }

    private void grow(long size) throws IOException {
        long old;
        try (PositionedFile file = PositionedFile.open(path, true)) {
            Qcow2Header header = Qcow2Header.read(file);
            old = header.size();
            checkNoOldSnapshots(file, header);
            WriteAccess.prepare(file, header);
            long entries = header.withSize(size).geometry().l1EntriesNeeded();
            if (entries > HeaderTables.MAX_L1_BYTES / Long.BYTES) {
                throw new IOException(
                        "a disk of %s needs larger clusters than the %s of '%s'"
                                .formatted(bytes(size), bytes(header.clusterBytes()), file.name()));
            }
            if (entries > header.tables().l1Entries()) {
                L1Growth.grow(file, header, (int) entries);
            }
        }
        try (Qcow2Image image = Qcow2Image.openSized(path, size, opener)) {
            long cluster = image.header().clusterBytes();
            long within = old % cluster;
            long below = image.backing().map(BlockDevice::size).orElse(0L);
            long stale = Math.max(within == 0 ? old : old - within + cluster, below);
            image.zero(old, Math.min(stale, size) - old, ZeroMode.MAY_DEALLOCATE);
        }
        store(size);
    }

    private void cut(long size) throws IOException {
        try (PositionedFile file = PositionedFile.open(path, false)) {
            checkNoOldSnapshots(file, Qcow2Header.read(file));
        }
        try (Qcow2Image image = Qcow2Image.open(path, OpenMode.READ_WRITE, opener)) {
            ZeroTail.check(image, size, path);
            image.zero(size, image.size() - size, ZeroMode.MAY_DEALLOCATE);
        }
        store(size);
    }

    /// Snapshots of version 2 do not say how long the disk was.
    private static void checkNoOldSnapshots(PositionedFile file, Qcow2Header header)
            throws IOException {
        if (header.version() < 3 && header.tables().snapshots() > 0) {
            throw new UnsupportedFeatureException(
                    file.name(), "internal snapshots in version 2, for resizing");
        }
    }

    private void store(long size) throws IOException {
        try (PositionedFile file = PositionedFile.open(path, true)) {
            file.write(HeaderField.SIZE, ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
            file.force();
        }
    }
}
