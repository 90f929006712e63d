package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.bytes;
import static io.sendense.engine.disk.qcow2.NumberText.hex;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// Visits everything in a file that refers to host clusters: header, tables, data, internal
/// snapshots, bitmaps, refcount blocks in the end. Reads each table once per walk, one cluster at a
/// time. Confined to one thread.
///
/// The time is bounded by the file: tables that overlap, so that a small file would describe work
/// without end, are a finding and are not walked any further.
final class ReferenceWalk {
    private static final long REFCOUNT_BLOCK_RESERVED = 0x1ff;

    private final PositionedFile file;
    private final long fileBytes;
    private final Qcow2Header header;
    private final Geometry geometry;
    private final Visitor visitor;
    private final L2Walk l2Walk;

    ReferenceWalk(PositionedFile file, Qcow2Header header, Visitor visitor) throws IOException {
        this.file = file;
        this.fileBytes = file.length();
        this.header = header;
        this.geometry = header.geometry();
        this.visitor = visitor;
        this.l2Walk = new L2Walk(file, header, visitor);
    }

    void run() throws IOException, InterruptedException {
        TableLocations tables = header.tables();
        visitor.reference(0, geometry.clusterBytes(), () -> "header");
        walkL1("", tables.l1Offset(), tables.l1Entries(), true);
        walkSnapshots();
        visitor.reference(
                tables.refcountTableOffset(),
                geometry.offset(tables.refcountTableClusters()),
                () -> "refcount table");
        if (header.extensions().bitmaps().isPresent()
                && (header.features().autoclear() & FeatureBits.BITMAPS) != 0) {
            new BitmapWalk(file, geometry, visitor)
                    .run(header.extensions().bitmaps().get(), fileBytes);
        }
        walkRefcounts();
    }

    private void walkL1(String owner, long offset, long entries, boolean active)
            throws IOException, InterruptedException {
        visitor.reference(offset, entries * Long.BYTES, () -> owner + "L1 table");
        int perRead = geometry.clusterBytes() / Long.BYTES;
        long tables = 0;
        for (long from = 0; from < entries; from += perRead) {
            int count = (int) Math.min(perRead, entries - from);
            ByteBuffer table = read(offset + from * Long.BYTES, count * Long.BYTES);
            for (int i = 0; i < count; i++) {
                long entry = table.getLong();
                if (entry != 0 && ++tables > geometry.clusters(fileBytes)) {
                    visitor.corruption(owner + "L1 table has more L2 tables than fit the file");
                    return;
                }
                if (entry != 0) {
                    walkL1Entry(owner, from + i, offset + (from + i) * Long.BYTES, entry, active);
                    if (active) {
                        visitor.walked(from + i + 1, entries);
                    }
                }
            }
        }
    }

    private void walkL1Entry(String owner, long index, long at, long entry, boolean active)
            throws IOException, InterruptedException {
        Supplier<String> place = () -> owner + "L1 entry " + index;
        if ((entry & L2Entry.L1_RESERVED) != 0) {
            visitor.corruption(place.get() + " has reserved bits set: " + hex(entry));
        }
        long table = L2Entry.offset(entry);
        visitor.reference(table, geometry.clusterBytes(), place);
        if (!geometry.aligned(table)) {
            visitor.corruption(place.get() + " points at " + hex(table) + ", which is not aligned");
        }
        if (active && table != 0) {
            visitor.copiedFlag(at, entry, place);
        }
        // Behind the end a table is all zeroes.
        if (table < fileBytes) {
            l2Walk.run(owner, index, table, active);
        }
    }

    private void walkSnapshots() throws IOException, InterruptedException {
        TableLocations tables = header.tables();
        long position = tables.snapshotsOffset();
        long l1Bytes = 0;
        for (int i = 0; i < tables.snapshots(); i++) {
            SnapshotEntry entry = SnapshotEntry.read(file, position);
            position += entry.bytes();
            String owner = "snapshot " + i + ": ";
            long length = entry.l1Entries() * Long.BYTES;
            if (!geometry.aligned(entry.l1Offset()) || length > HeaderTables.MAX_L1_BYTES) {
                visitor.corruption(
                        "%sL1 table of %d entries at %s"
                                .formatted(owner, entry.l1Entries(), hex(entry.l1Offset())));
                continue;
            }
            l1Bytes += length;
            if (l1Bytes > fileBytes || entry.l1Offset() < 0) {
                visitor.corruption(owner + "L1 tables are longer in all than the file");
                return;
            }
            walkL1(owner, entry.l1Offset(), entry.l1Entries(), false);
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
        for (int cluster = 0; cluster < tables.refcountTableClusters(); cluster++) {
            ByteBuffer table =
                    read(
                            tables.refcountTableOffset() + geometry.offset(cluster),
                            geometry.clusterBytes());
            long index = (long) cluster * (geometry.clusterBytes() / Long.BYTES);
            while (table.hasRemaining()) {
                long entry = table.getLong();
                if (entry != 0) {
                    walkRefcountBlock("refcount table entry " + index, entry);
                }
                index++;
            }
        }
    }

    private void walkRefcountBlock(String place, long entry) {
        if ((entry & REFCOUNT_BLOCK_RESERVED) != 0) {
            visitor.corruption(place + " has reserved bits set: " + hex(entry));
        } else if (!geometry.aligned(entry)) {
            visitor.corruption(place + " points at " + hex(entry) + ", which is not aligned");
        } else if (entry < 0 || entry >= fileBytes) {
            visitor.corruption(
                    "%s points at %s, past end of file (%s)"
                            .formatted(place, hex(entry), bytes(fileBytes)));
        } else {
            visitor.reference(entry, geometry.clusterBytes(), () -> place);
            visitor.soleUse(entry, place);
        }
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

        /// Nothing that was visited so far may use this cluster but what was visited last.
        void soleUse(long offset, String what);

        /// A table entry says that its cluster's refcount is 1, or that it is not.
        ///
        /// @param place where in the file the entry is
        void copiedFlag(long place, long entry, Supplier<String> what) throws IOException;

        /// This much of the disk's current state was visited, in entries of its L1 table.
        void walked(long entries, long ofEntries);

        /// A guest cluster with an entry in the active tables.
        void guestCluster(ClusterKind kind);

        void corruption(String text);
    }
}
