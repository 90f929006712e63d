package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Moves a full refcount table to the end of the file, larger. Rare: our own files are made with a
/// table that covers their disk.
///
/// The new table, and the blocks that count it and themselves, go directly behind the last cluster
/// the old table covers; nothing can be in use there. They are written and synced, then the header
/// changes its pointer in a single write. A crash before that leaves the old table in force.
final class RefcountGrowth {
    private final ImageTables tables;
    private final Geometry geometry;
    private final PositionedFile file;

    RefcountGrowth(ImageTables tables) {
        this.tables = tables;
        this.geometry = tables.geometry();
        this.file = tables.file();
    }

    /// Grows the table unless it covers more than `fullAt` clusters already. To be called as the
    /// work of `Checkpoint#withStoredRefcounts`.
    void growBeyond(long fullAt) throws IOException {
        Refcounts refcounts = tables.refcounts();
        if (refcounts.coveredClusters() > fullAt) {
            return;
        }
        long oldEntries = refcounts.tableEntries();
        long firstCluster = refcounts.coveredClusters();
        long entriesPerCluster = geometry.clusterBytes() / Long.BYTES;
        // Half as much again; the new area's own blocks are few against that.
        long newClusters = refcounts.tableClusters() + refcounts.tableClusters() / 2 + 1L;
        long perBlock = geometry.refcountsPerBlock();
        long newBlocks = 1;
        while (newBlocks * perBlock < newBlocks + newClusters) {
            newBlocks++;
        }
        while (newClusters * entriesPerCluster < oldEntries + newBlocks) {
            newClusters++;
        }
        if (geometry.offset(newClusters) > HeaderTables.MAX_REFCOUNT_TABLE_BYTES) {
            throw new IOException(
                    "'" + file.name() + "' cannot grow: its refcount table is at its limit");
        }
        long tableOffset = geometry.offset(firstCluster + newBlocks);
        writeBlocks(firstCluster, newBlocks, newBlocks + newClusters);
        file.write(tableOffset, table(newClusters, oldEntries, firstCluster, newBlocks));
        file.force();
        file.write(HeaderField.REFCOUNT_TABLE_OFFSET, pointer(tableOffset, newClusters));
        file.force();
        switchTo(tableOffset, (int) newClusters, firstCluster);
    }

    private void writeBlocks(long firstCluster, long blocks, long used) throws IOException {
        int perBlock = geometry.refcountsPerBlock();
        for (long block = 0; block < blocks; block++) {
            ByteBuffer counts = ByteBuffer.allocate(geometry.clusterBytes());
            for (int i = 0; i < perBlock && block * perBlock + i < used; i++) {
                RefcountWidth.put(counts, geometry.refcountOrder(), i, 1);
            }
            file.write(geometry.offset(firstCluster + block), counts);
        }
    }

    private ByteBuffer table(long newClusters, long oldEntries, long firstCluster, long newBlocks)
            throws IOException {
        ByteBuffer table = ByteBuffer.allocate((int) geometry.offset(newClusters));
        long old = tables.refcounts().tableOffset();
        for (long entry = 0; entry < oldEntries; entry++) {
            table.putLong(tables.pages().getLong(old + entry * Long.BYTES));
        }
        for (long block = 0; block < newBlocks; block++) {
            table.putLong(geometry.offset(firstCluster + block));
        }
        return table.clear();
    }

    private static ByteBuffer pointer(long offset, long clusters) {
        return ByteBuffer.allocate(12).putLong(offset).putInt((int) clusters).flip();
    }

    private void switchTo(long tableOffset, int newClusters, long firstCluster) {
        Refcounts refcounts = tables.refcounts();
        long oldOffset = refcounts.tableOffset();
        int oldClusters = refcounts.tableClusters();
        long end = tableOffset + geometry.offset(newClusters);
        tables.pages().forget(oldOffset, geometry.offset(oldClusters));
        tables.pages().forget(geometry.offset(firstCluster), end - geometry.offset(firstCluster));
        refcounts.moveTable(tableOffset, newClusters);
        tables.end().reach(end);
        tables.allocator().release(oldOffset, oldClusters);
    }
}
