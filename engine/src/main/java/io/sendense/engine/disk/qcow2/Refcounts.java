package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;

/// How often each host cluster is in use: the refcount table and its blocks. Guarded by the image's
/// lock.
final class Refcounts {
    private static final long OFFSET_MASK = ~0x1ffL;

    private final PositionedFile file;
    private final Geometry geometry;
    private final MetadataPages pages;
    private final FileEnd end;

    private long tableOffset;
    private int tableClusters;

    Refcounts(PositionedFile file, Geometry geometry, MetadataPages pages, FileEnd end) {
        this.file = file;
        this.geometry = geometry;
        this.pages = pages;
        this.end = end;
    }

    /// Where the table lies from now on.
    void moveTable(long offset, int clusters) {
        tableOffset = offset;
        tableClusters = clusters;
    }

    long tableOffset() {
        return tableOffset;
    }

    int tableClusters() {
        return tableClusters;
    }

    /// Number of blocks the table has room for.
    long tableEntries() {
        return ((long) tableClusters << geometry.clusterBits()) / Long.BYTES;
    }

    /// Number of clusters, from the start of the file, that can be counted.
    long coveredClusters() {
        return tableEntries() * geometry.refcountsPerBlock();
    }

    /// The offset of a block, 0 where there is none.
    long block(long tableIndex) throws IOException {
        long block = pages.getLong(tableOffset + tableIndex * Long.BYTES) & OFFSET_MASK;
        if (block != 0) {
            end.check("refcount table", tableIndex, block, geometry);
        }
        return block;
    }

    /// Whether the block that counts a cluster starts where a cluster does.
    boolean aligned(long cluster) throws IOException {
        long entry = tableOffset + cluster / geometry.refcountsPerBlock() * Long.BYTES;
        return geometry.aligned(pages.getLong(entry) & OFFSET_MASK);
    }

    /// The refcount of a cluster below `coveredClusters`.
    long get(long cluster) throws IOException {
        long block = block(cluster / geometry.refcountsPerBlock());
        if (block == 0) {
            return 0;
        }
        Place place = place(block, cluster);
        return RefcountWidth.get(place.page.bytes(), geometry.refcountOrder(), place.index);
    }

    /// Sets a refcount. Where there is no block for it yet, `cluster` must be free, and becomes
    /// that block instead: the answer is then false.
    boolean set(long cluster, long count) throws IOException {
        long tableIndex = cluster / geometry.refcountsPerBlock();
        long block = block(tableIndex);
        boolean there = block != 0;
        if (!there) {
            block = geometry.offset(cluster);
            addBlock(tableIndex, block);
        }
        Place place = place(block, cluster);
        long value = there ? count : 1;
        RefcountWidth.put(place.page.bytes(), geometry.refcountOrder(), place.index, value);
        pages.changed(place.page, MetadataPage.Role.REFCOUNT_BLOCK);
        return there;
    }

    /// Makes a free cluster, not counted yet, the block of a table entry that has none.
    void addBlock(long tableIndex, long offset) throws IOException {
        file.writeZeroes(offset, geometry.clusterBytes());
        end.reach(offset + geometry.clusterBytes());
        pages.forget(offset, geometry.clusterBytes());
        long entry = tableOffset + tableIndex * Long.BYTES;
        pages.putLong(entry, offset, MetadataPage.Role.REFCOUNT_TABLE);
    }

    private Place place(long block, long cluster) throws IOException {
        int index = (int) (cluster % geometry.refcountsPerBlock());
        int perPage = (pages.pageBytes() << 3) >>> geometry.refcountOrder();
        long pageOffset = block + (long) (index / perPage) * pages.pageBytes();
        return new Place(pages.at(pageOffset), index % perPage);
    }

    /// A refcount within its page.
    private record Place(MetadataPage page, int index) {}
}
