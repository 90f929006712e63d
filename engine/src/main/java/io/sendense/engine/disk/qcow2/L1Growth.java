package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Moves the L1 table of a file that nobody has open to a larger place, the disk's size unchanged:
/// the format allows more entries than the disk needs. Confined to one thread.
///
/// The new table's clusters are counted and its bytes written and synced; then the header changes
/// `l1_size` and `l1_table_offset`, 12 bytes of its first sector, in one write; then the old table
/// is given back. A stop before that write leaves the old table and leaks the new one, a stop after
/// it leaves the new one and leaks the old.
final class L1Growth {
    private final ImageTables tables;
    private final Checkpoint checkpoint;

    private L1Growth(PositionedFile file, Qcow2Header header) throws IOException {
        this.tables = new ImageTables(file, header, new ChainCaches());
        this.checkpoint =
                new Checkpoint(tables, new Users(), new ClusterReader(tables, Optional.empty()));
    }

    /// Grows the table of a file to `entries`, more than it has.
    static void grow(PositionedFile file, Qcow2Header header, int entries) throws IOException {
        new L1Growth(file, header).run(entries);
    }

    private void run(int entries) throws IOException {
        PositionedFile file = tables.file();
        Geometry geometry = tables.geometry();
        TableLocations old = tables.header().tables();
        long clusters = geometry.clusters((long) entries * Long.BYTES);
        long offset = allocate((int) clusters);
        ByteBuffer table = ByteBuffer.allocate((int) geometry.offset(clusters));
        file.read(old.l1Offset(), table.duplicate().limit(old.l1Entries() * Long.BYTES));
        file.write(offset, table);
        checkpoint.run();
        file.write(
                HeaderField.L1_ENTRIES,
                ByteBuffer.allocate(12).putInt(entries).putLong(offset).flip());
        file.force();
        tables.allocator()
                .release(old.l1Offset(), geometry.clusters((long) old.l1Entries() * Long.BYTES));
        checkpoint.run();
    }

    /// Adjoining clusters behind everything there is, and before them the refcount blocks that
    /// count them, where there are none: a block in between would cut the table in two.
    private long allocate(int clusters) throws IOException {
        Refcounts refcounts = tables.refcounts();
        Geometry geometry = tables.geometry();
        RefcountGrowth growth = new RefcountGrowth(tables);
        while (true) {
            long first = geometry.clusters(tables.end().offset());
            long covered = refcounts.coveredClusters();
            // More blocks than that cannot be missing.
            long most = first + clusters + clusters / (geometry.refcountsPerBlock() - 1) + 2;
            if (most > covered) {
                checkpoint.withStoredRefcounts(() -> growth.growBeyond(covered));
            } else if (!skipCounted(first, most)) {
                return count(first, clusters);
            }
        }
    }

    /// A crash may have left clusters behind the file's end counted: leaks, to be left alone.
    private boolean skipCounted(long first, long end) throws IOException {
        for (long cluster = end - 1; cluster >= first; cluster--) {
            if (tables.refcounts().get(cluster) != 0) {
                tables.end().reach(tables.geometry().offset(cluster + 1));
                return true;
            }
        }
        return false;
    }

    private long count(long first, int clusters) throws IOException {
        Refcounts refcounts = tables.refcounts();
        Geometry geometry = tables.geometry();
        long table = first;
        for (long cluster = first; cluster < table + clusters; ) {
            long group = cluster / geometry.refcountsPerBlock();
            if (refcounts.block(group) == 0) {
                refcounts.addBlock(group, geometry.offset(table++));
            }
            cluster = (group + 1) * geometry.refcountsPerBlock();
        }
        long end = table + clusters;
        tables.end().reach(geometry.offset(end));
        for (long cluster = first; cluster < end; cluster++) {
            if (!refcounts.set(cluster, 1)) {
                throw new IllegalStateException("no block counts cluster " + cluster);
            }
        }
        return geometry.offset(table);
    }
}
