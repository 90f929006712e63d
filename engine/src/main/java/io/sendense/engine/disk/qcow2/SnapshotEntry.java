package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An entry of the table of internal snapshots, as far as it refers to clusters. Immutable.
///
/// Layout (QEMU's `docs/interop/qcow2`, section Snapshots): L1 offset 8 bytes, L1 entries 4, length
/// of the id 2, length of the name 2, 20 bytes of times and sizes, length of extra data 4, then
/// extra data, id, name, padded to 8.
///
/// @param bytes length of the entry in the table
record SnapshotEntry(long l1Offset, long l1Entries, long bytes) {
    private static final int FIXED_BYTES = 40;

    /// QEMU's limit.
    private static final long MAX_EXTRA_BYTES = 1024;

    static SnapshotEntry read(PositionedFile file, long position) throws IOException {
        ByteBuffer fixed = ByteBuffer.allocate(FIXED_BYTES);
        file.read(position, fixed);
        long extra = Integer.toUnsignedLong(fixed.getInt(36));
        if (extra > MAX_EXTRA_BYTES) {
            throw new Qcow2FormatException(
                    "snapshot table of '"
                            + file.name()
                            + "' has an entry with "
                            + extra
                            + " bytes of extra data, expected at most "
                            + MAX_EXTRA_BYTES);
        }
        long length =
                FIXED_BYTES
                        + extra
                        + Short.toUnsignedInt(fixed.getShort(12))
                        + Short.toUnsignedInt(fixed.getShort(14));
        return new SnapshotEntry(
                fixed.getLong(0), Integer.toUnsignedLong(fixed.getInt(8)), (length + 7) & ~7L);
    }
}
