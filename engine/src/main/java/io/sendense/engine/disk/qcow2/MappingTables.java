package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Where guest clusters are stored: the L1 table and its L2 tables, with entries of 8 bytes
/// (`Subclusters` reads the others). Guarded by the image's lock.
final class MappingTables {
    private final PositionedFile file;
    private final Geometry geometry;
    private final MetadataPages pages;
    private final FileEnd end;
    private final FixedTables fixed;
    private final ClusterAllocator allocator;
    private final long l1Offset;

    MappingTables(
            PositionedFile file,
            Qcow2Header header,
            MetadataPages pages,
            FileEnd end,
            FixedTables fixed,
            ClusterAllocator allocator) {
        this.file = file;
        this.geometry = header.geometry();
        this.l1Offset = header.tables().l1Offset();
        this.pages = pages;
        this.end = end;
        this.fixed = fixed;
        this.allocator = allocator;
    }

    /// What stands behind the clusters from `first` on, at most `max` of them.
    Mapping lookup(long first, long max) throws IOException {
        long table = l2Table(geometry.l1Index(first));
        int index = geometry.l2Index(first);
        if (table == 0) {
            int rest = geometry.l2Entries() - index;
            return new Mapping(ClusterKind.UNALLOCATED, (int) Math.min(max, rest), 0);
        }
        MetadataPage page = pages.at(entryOffset(table, index));
        int inPage = index & ((pages.pageBytes() / Long.BYTES) - 1);
        int limit = (int) Math.min(max, pages.pageBytes() / Long.BYTES - inPage);
        long entry = page.bytes().getLong(inPage * Long.BYTES);
        check(entry, index);
        ClusterKind kind = L2Entry.kind(entry);
        int count = 1;
        while (count < limit
                && continues(
                        kind, entry, count, page.bytes().getLong((inPage + count) * Long.BYTES))) {
            count++;
        }
        if (kind == ClusterKind.DATA && count > 1) {
            long last = L2Entry.offset(entry) + geometry.offset(count - 1);
            end.checkWithin("L2", index + count - 1L, last);
        }
        return new Mapping(kind, count, entry);
    }

    /// Whether `next`, `distance` clusters behind `entry`, is of the same run.
    private boolean continues(ClusterKind kind, long entry, int distance, long next) {
        return switch (kind) {
            case UNALLOCATED, ZERO -> L2Entry.kind(next) == kind;
            case DATA, ZERO_ALLOCATED -> next == entry + geometry.offset(distance);
            case COMPRESSED -> false;
        };
    }

    private void check(long entry, int index) throws Qcow2FormatException {
        switch (L2Entry.kind(entry)) {
            case DATA -> end.check("L2", index, L2Entry.offset(entry), geometry);
            case COMPRESSED ->
                    end.checkWithin("L2", index, L2Entry.compressedOffset(entry, geometry));
            case UNALLOCATED, ZERO, ZERO_ALLOCATED -> {
                // No byte of the file is read for these.
            }
        }
    }

    /// The offset of an L2 table, 0 where there is none.
    long l2Table(long l1Index) throws IOException {
        long entry = pages.getLong(l1Offset + l1Index * Long.BYTES);
        long table = L2Entry.offset(entry);
        if (table != 0) {
            end.check("L1", l1Index, table, geometry);
        }
        return table;
    }

    private static long entryOffset(long table, int index) {
        return table + (long) index * Long.BYTES;
    }

    /// The L2 entry of a guest cluster, 0 where there is no table.
    long entry(long cluster) throws IOException {
        long table = l2Table(geometry.l1Index(cluster));
        return table == 0 ? 0 : pages.getLong(entryOffset(table, geometry.l2Index(cluster)));
    }

    /// Sets the L2 entry of a guest cluster whose table is `writable`.
    void set(long cluster, long entry) throws IOException {
        long table = l2Table(geometry.l1Index(cluster));
        long place = entryOffset(table, geometry.l2Index(cluster));
        pages.putLong(place, entry, MetadataPage.Role.L2_TABLE);
    }

    /// Drops an L2 table with everything it points to.
    ///
    /// @return how many entries it had
    long forget(int l1Index, ImageTables tables) throws IOException {
        long table = l2Table(l1Index);
        if (table == 0) {
            return 0;
        }
        for (int index = 0; index < geometry.l2Entries(); index++) {
            long entry = pages.getLong(entryOffset(table, index));
            check(entry, index);
            ReleasedEntry.release(entry, tables);
        }
        pages.putLong(l1Offset + (long) l1Index * Long.BYTES, 0, MetadataPage.Role.L1_TABLE);
        allocator.release(table, 1);
        return geometry.l2Entries();
    }

    /// Makes sure that the guest cluster has an L2 table of its own that may be changed.
    void makeWritable(long cluster) throws IOException {
        long l1Index = geometry.l1Index(cluster);
        long entry = pages.getLong(l1Offset + l1Index * Long.BYTES);
        long old = l2Table(l1Index);
        if (old != 0 && L2Entry.copied(entry)) {
            fixed.check(old, 1);
            return;
        }
        HostRun run = allocator.allocate(1);
        try {
            fill(run, old);
            pages.putLong(
                    l1Offset + l1Index * Long.BYTES,
                    run.offset() | L2Entry.COPIED,
                    MetadataPage.Role.L1_TABLE);
        } catch (IOException e) {
            allocator.cancel(run);
            throw e;
        }
        if (old != 0) {
            allocator.release(old, 1);
        }
    }

    /// Writes the new table out at once, so that the file never ends within a table: nothing points
    /// to it yet.
    private void fill(HostRun run, long old) throws IOException {
        pages.forget(run.offset(), geometry.clusterBytes());
        if (old == 0) {
            file.writeZeroes(run.offset(), geometry.clusterBytes());
            return;
        }
        ByteBuffer copy = ByteBuffer.allocate(geometry.clusterBytes());
        for (int at = 0; at < geometry.clusterBytes(); at += pages.pageBytes()) {
            copy.put(at, pages.at(old + at).bytes(), 0, pages.pageBytes());
        }
        file.write(run.offset(), copy);
    }
}
