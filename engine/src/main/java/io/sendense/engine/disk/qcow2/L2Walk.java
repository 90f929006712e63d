package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// Visits the entries of L2 tables for a check. Confined to one thread.
final class L2Walk {
    private final PositionedFile file;
    private final long fileBytes;
    private final Qcow2Header header;
    private final Geometry geometry;
    private final ReferenceWalk.Visitor visitor;
    private final ByteBuffer table;

    L2Walk(PositionedFile file, Qcow2Header header, ReferenceWalk.Visitor visitor)
            throws IOException {
        this.file = file;
        this.fileBytes = file.length();
        this.header = header;
        this.geometry = header.geometry();
        this.visitor = visitor;
        this.table = ByteBuffer.allocate(geometry.clusterBytes());
    }

    /// Visits one table.
    ///
    /// @param owner whose table it is, for texts
    /// @param active whether it belongs to the disk's current state
    void run(String owner, long l1Index, long offset, boolean active)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("check was interrupted");
        }
        file.read(offset, table.clear());
        table.flip();
        for (int i = 0; i < geometry.l2Entries(); i++) {
            long entry = table.getLong();
            long bitmap = geometry.extendedL2() ? table.getLong() : 0;
            if ((entry | bitmap) != 0) {
                int index = i;
                Supplier<String> place =
                        () -> owner + "L2 entry " + index + " (L1 entry " + l1Index + ")";
                if (active && !packedInParts(entry, bitmap)) {
                    visitor.guestCluster(kind(entry));
                }
                entry(place, entry, bitmap);
                // What only seems to be a table, at the header's place, has no flags.
                long at = offset + (long) i * geometry.l2EntryBytes();
                if (active && offset != 0 && stored(entry)) {
                    visitor.copiedFlag(at, entry, place);
                }
            }
        }
    }

    /// With extended entries the zero bit means nothing: zeroes stand in the bitmap.
    private ClusterKind kind(long entry) {
        return L2Entry.kind(geometry.extendedL2() ? entry & ~L2Entry.ZERO : entry);
    }

    /// What cannot be: a compressed cluster is one piece. It is not taken for one.
    private static boolean packedInParts(long entry, long bitmap) {
        return (entry & L2Entry.COMPRESSED) != 0 && bitmap != 0;
    }

    private static boolean stored(long entry) {
        return (entry & L2Entry.COMPRESSED) == 0 && L2Entry.offset(entry) != 0;
    }

    private void entry(Supplier<String> place, long entry, long bitmap) {
        if (kind(entry) == ClusterKind.COMPRESSED) {
            compressed(place, entry, bitmap);
            return;
        }
        if ((entry & L2Entry.L2_RESERVED) != 0) {
            visitor.corruption(place.get() + " has reserved bits set: " + hex(entry));
        }
        if ((entry & L2Entry.ZERO) != 0 && header.version() == 2) {
            visitor.corruption(place.get() + " is a zero cluster, which version 2 does not have");
        }
        long at = L2Entry.offset(entry);
        if (!Subclusters.sound(at, bitmap)) {
            visitor.corruption(
                    place.get() + " has an impossible subcluster bitmap: " + hex(bitmap));
        }
        if (at != 0) {
            if (!geometry.aligned(at)) {
                visitor.corruption(
                        place.get() + " points at " + hex(at) + ", which is not aligned");
            }
            visitor.reference(at, geometry.clusterBytes(), place);
        }
    }

    private void compressed(Supplier<String> place, long entry, long bitmap) {
        if (L2Entry.copied(entry)) {
            visitor.corruption(place.get() + " is compressed and marked as copied");
        }
        long at = L2Entry.compressedOffset(entry, geometry);
        if (packedInParts(entry, bitmap)) {
            visitor.corruption(place.get() + " is compressed and has a subcluster bitmap");
        } else if (at >= fileBytes) {
            // The last sector may be cut off where the file ends, the first may not.
            visitor.corruption(place.get() + " points at " + hex(at) + ", past end of file");
        } else {
            visitor.reference(at, L2Entry.compressedBytes(entry, geometry), place);
        }
    }
}
