package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Visits the clusters of persistent bitmaps: directory, tables, data. Confined to one thread.
///
/// Directory entry (QEMU's `docs/interop/qcow2`, section Bitmaps): table offset 8 bytes, table
/// entries 4, flags 4, type 1, granularity 1, length of the name 2, length of extra data 4, then
/// extra data and name, padded to 8. A table entry holds an offset in bits 9 to 55.
final class BitmapWalk {
    private static final int FIXED_BYTES = 24;
    private static final int MAX_BITMAPS = 65_535;

    /// Bit 0 of a table entry without an offset: all bits of the bitmap's cluster are set.
    private static final long ALL_ONES = 1;

    private static final long RESERVED = ~(L2Entry.OFFSET_MASK | ALL_ONES);

    private final PositionedFile file;
    private final Geometry geometry;
    private final ReferenceWalk.Visitor visitor;

    /// Of all bitmaps so far. More than the file has would be tables on top of each other.
    private long tableBytes;

    BitmapWalk(PositionedFile file, Geometry geometry, ReferenceWalk.Visitor visitor) {
        this.file = file;
        this.geometry = geometry;
        this.visitor = visitor;
    }

    void run(HeaderExtensions.BitmapDirectory directory, long fileBytes) throws IOException {
        if (directory.offset() <= 0
                || directory.bytes() < 0
                || directory.offset() > fileBytes - directory.bytes()
                || directory.bitmaps() < 0
                || directory.bitmaps() > MAX_BITMAPS) {
            visitor.corruption(
                    "bitmap directory of "
                            + directory.bytes()
                            + " bytes at "
                            + hex(directory.offset())
                            + " is not within the file");
            return;
        }
        visitor.reference(directory.offset(), directory.bytes(), () -> "bitmap directory");
        long position = directory.offset();
        for (int i = 0; i < directory.bitmaps(); i++) {
            ByteBuffer fixed = ByteBuffer.allocate(FIXED_BYTES);
            file.read(position, fixed);
            walkTable(
                    fixed.getLong(0),
                    Integer.toUnsignedLong(fixed.getInt(8)),
                    fileBytes,
                    "bitmap " + i);
            long length =
                    FIXED_BYTES
                            + Short.toUnsignedInt(fixed.getShort(18))
                            + Integer.toUnsignedLong(fixed.getInt(20));
            position += (length + 7) & ~7L;
        }
    }

    private void walkTable(long offset, long entries, long fileBytes, String name)
            throws IOException {
        tableBytes += entries * Long.BYTES;
        if (tableBytes > fileBytes
                || offset < 0
                || offset > fileBytes - entries * Long.BYTES
                || !geometry.aligned(offset)) {
            visitor.corruption(name + " has a table of " + entries + " entries at " + hex(offset));
            return;
        }
        visitor.reference(offset, entries * Long.BYTES, () -> name + " table");
        ByteBuffer piece = ByteBuffer.allocate(geometry.clusterBytes());
        for (long i = 0; i < entries; i++) {
            if (i * Long.BYTES % piece.capacity() == 0) {
                file.read(offset + i * Long.BYTES, piece.clear());
                piece.flip();
            }
            entry(piece.getLong(), name + " entry " + i);
        }
    }

    private void entry(long entry, String place) {
        long target = L2Entry.offset(entry);
        boolean broken =
                (entry & RESERVED) != 0
                        || (target != 0 && (entry & ALL_ONES) != 0)
                        || !geometry.aligned(target);
        if (broken) {
            visitor.corruption(place + " has reserved bits set: " + hex(entry));
        } else if (target != 0) {
            visitor.reference(target, geometry.clusterBytes(), () -> place);
        }
    }
}
