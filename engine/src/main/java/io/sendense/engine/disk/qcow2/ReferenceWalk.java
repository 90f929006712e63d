package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// Visits everything in a file that refers to host clusters: header, tables, data, internal
/// snapshots, bitmaps. Reads each table once per walk, one cluster at a time. Confined to one
/// thread.
final class ReferenceWalk {
    private final PositionedFile file;
    private final long fileBytes;
    private final Qcow2Header header;
    private final Geometry geometry;
    private final Visitor visitor;

    ReferenceWalk(PositionedFile file, Qcow2Header header, Visitor visitor) throws IOException {
        this.file = file;
        this.fileBytes = file.length();
        this.header = header;
        this.geometry = header.geometry();
        this.visitor = visitor;
    }

    void run() throws IOException, InterruptedException {
        TableLocations tables = header.tables();
        visitor.reference(0, geometry.clusterBytes(), () -> "header");
        walkL1("", tables.l1Offset(), tables.l1Entries(), true);
        walkSnapshots();
        walkRefcounts();
        if (header.extensions().bitmaps().isPresent()
                && (header.features().autoclear() & FeatureBits.BITMAPS) != 0) {
            new BitmapWalk(file, geometry, visitor)
                    .run(header.extensions().bitmaps().get(), fileBytes);
        }
    }

    private void walkL1(String owner, long offset, long entries, boolean active)
            throws IOException, InterruptedException {
        visitor.reference(offset, entries * Long.BYTES, () -> owner + "L1 table");
        int perRead = geometry.clusterBytes() / Long.BYTES;
        for (long from = 0; from < entries; from += perRead) {
            int count = (int) Math.min(perRead, entries - from);
            ByteBuffer table = read(offset + from * Long.BYTES, count * Long.BYTES);
            for (int i = 0; i < count; i++) {
                long entry = table.getLong();
                long index = from + i;
                Supplier<String> place = () -> owner + "L1 entry " + index;
                if ((entry & L2Entry.L1_RESERVED) != 0) {
                    visitor.corruption(place.get() + " has reserved bits set: " + hex(entry));
                }
                long l2 = L2Entry.offset(entry);
                if (l2 != 0 && usable(l2, place)) {
                    visitor.reference(l2, geometry.clusterBytes(), place);
                    if (active) {
                        visitor.copiedFlag(l2, L2Entry.copied(entry), place);
                    }
                    walkL2(owner, index, l2, active);
                }
            }
        }
    }

    private void walkL2(String owner, long l1Index, long offset, boolean active)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("check was interrupted");
        }
        ByteBuffer table = read(offset, geometry.clusterBytes());
        for (int i = 0; i < geometry.l2Entries(); i++) {
            long entry = table.getLong();
            if (entry != 0) {
                int index = i;
                walkEntry(
                        () -> owner + "L2 entry " + index + " (L1 entry " + l1Index + ")",
                        entry,
                        active);
            }
        }
    }

    private void walkEntry(Supplier<String> place, long entry, boolean active) throws IOException {
        ClusterKind kind = L2Entry.kind(entry);
        if (active) {
            visitor.guestCluster(kind);
        }
        if (kind == ClusterKind.COMPRESSED) {
            if (L2Entry.copied(entry)) {
                visitor.corruption(place.get() + " is compressed and marked as copied");
            }
            long at = L2Entry.compressedOffset(entry, geometry);
            // The last sector may be cut off where the file ends.
            if (at >= fileBytes) {
                visitor.corruption(place.get() + " points at " + hex(at) + ", past end of file");
            } else {
                visitor.reference(at, L2Entry.compressedBytes(entry, geometry), place);
            }
            return;
        }
        if ((entry & L2Entry.L2_RESERVED) != 0) {
            visitor.corruption(place.get() + " has reserved bits set: " + hex(entry));
        }
        if ((entry & L2Entry.ZERO) != 0 && header.version() == 2) {
            visitor.corruption(place.get() + " is a zero cluster, which version 2 does not have");
        }
        long at = L2Entry.offset(entry);
        if (at != 0 && usable(at, place)) {
            visitor.reference(at, geometry.clusterBytes(), place);
            if (active) {
                visitor.copiedFlag(at, L2Entry.copied(entry), place);
            }
        }
    }

    private void walkSnapshots() throws IOException, InterruptedException {
        TableLocations tables = header.tables();
        long position = tables.snapshotsOffset();
        for (int i = 0; i < tables.snapshots(); i++) {
            SnapshotEntry entry = SnapshotEntry.read(file, position);
            String owner = "snapshot " + i + ": ";
            if (entry.l1Entries() * Long.BYTES > HeaderReader.MAX_L1_BYTES) {
                visitor.corruption(owner + "L1 table has " + entry.l1Entries() + " entries");
            } else if (entry.l1Offset() != 0
                    && usable(entry.l1Offset(), () -> owner + "L1 table")) {
                walkL1(owner, entry.l1Offset(), entry.l1Entries(), false);
            }
            position += entry.bytes();
        }
        if (tables.snapshots() > 0) {
            visitor.reference(
                    tables.snapshotsOffset(),
                    position - tables.snapshotsOffset(),
                    () -> "snapshot table");
        }
    }

    private void walkRefcounts() throws IOException {
        TableLocations tables = header.tables();
        long bytes = geometry.offset(tables.refcountTableClusters());
        visitor.reference(tables.refcountTableOffset(), bytes, () -> "refcount table");
        for (int cluster = 0; cluster < tables.refcountTableClusters(); cluster++) {
            ByteBuffer table =
                    read(
                            tables.refcountTableOffset() + geometry.offset(cluster),
                            geometry.clusterBytes());
            for (int i = 0; table.hasRemaining(); i++) {
                long block = table.getLong();
                long index = (long) cluster * geometry.l2Entries() + i;
                Supplier<String> place = () -> "refcount table entry " + index;
                if (block != 0 && usable(block, place)) {
                    visitor.reference(block, geometry.clusterBytes(), place);
                }
            }
        }
    }

    /// Reports a cluster that is not aligned or not in the file.
    private boolean usable(long offset, Supplier<String> place) {
        if (!geometry.aligned(offset)) {
            visitor.corruption(
                    place.get() + " points at " + hex(offset) + ", which is not aligned");
            return false;
        }
        if (offset < 0 || offset >= fileBytes) {
            visitor.corruption(
                    place.get()
                            + " points at "
                            + hex(offset)
                            + ", past end of file ("
                            + NumberText.bytes(fileBytes)
                            + ")");
            return false;
        }
        return true;
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        file.read(offset, buffer);
        return buffer.flip();
    }

    /// Takes what a walk meets.
    interface Visitor {
        /// Something uses these bytes of the file; its clusters should count it.
        void reference(long offset, long length, Supplier<String> what);

        /// A table entry says that its cluster's refcount is 1, or that it is not.
        void copiedFlag(long offset, boolean copied, Supplier<String> what) throws IOException;

        /// A guest cluster with an entry in the active tables.
        void guestCluster(ClusterKind kind);

        void corruption(String text);
    }
}
