package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Lays out a new file: header, refcount table, first refcount blocks, L1 table. Confined to one
/// thread.
///
/// The refcount table covers the whole disk with all its tables, so that it need not move later.
/// The header is written last: a crash leaves a file that is no QCOW2 yet.
final class Qcow2Creation {
    private static final int REFCOUNT_ORDER = 4;

    private final Qcow2Options options;
    private final Geometry geometry;
    private final long l1Entries;
    private final long l1Clusters;
    private final long tableClusters;
    private final long blocks;

    Qcow2Creation(Qcow2Options options) {
        this.options = options;
        int bits = Integer.numberOfTrailingZeros(options.clusterBytes());
        this.geometry = new Geometry(options.size(), bits, REFCOUNT_ORDER, false);
        this.l1Entries = Math.max(1, geometry.l1EntriesNeeded());
        if (l1Entries * Long.BYTES > HeaderTables.MAX_L1_BYTES) {
            throw new IllegalArgumentException(
                    "a disk of "
                            + NumberText.bytes(options.size())
                            + " needs clusters larger than "
                            + NumberText.bytes(options.clusterBytes()));
        }
        this.l1Clusters = geometry.clusters(l1Entries * Long.BYTES);
        this.tableClusters = tableClusters();
        this.blocks = blocks(1 + tableClusters + l1Clusters);
    }

    /// Clusters of a refcount table for the full disk, its tables, and a sixteenth for clusters
    /// that wait to be given back.
    private long tableClusters() {
        long clusters = geometry.guestClusters() + l1Entries + l1Clusters + 64;
        clusters += clusters / 16;
        long blocksInAll = blocks(clusters);
        long wanted = geometry.clusters((blocksInAll + 1) * Long.BYTES);
        return Math.min(wanted, geometry.clusters(HeaderTables.MAX_REFCOUNT_TABLE_BYTES));
    }

    /// Refcount blocks for that many clusters and the blocks themselves.
    private long blocks(long clusters) {
        long perBlock = geometry.refcountsPerBlock();
        return (clusters + perBlock - 2) / (perBlock - 1);
    }

    private long blocksOffset() {
        return geometry.offset(1 + tableClusters);
    }

    private long l1Offset() {
        return geometry.offset(1 + tableClusters + blocks);
    }

    Qcow2Header header() {
        boolean zlib = options.compression() == CompressionType.ZLIB;
        FeatureBits features =
                zlib ? FeatureBits.NONE : new FeatureBits(FeatureBits.COMPRESSION_TYPE, 0, 0);
        TableLocations tables =
                new TableLocations(
                        l1Offset(), (int) l1Entries, geometry.offset(1), (int) tableClusters, 0, 0);
        HeaderExtensions extensions =
                new HeaderExtensions(
                        options.backing().map(Qcow2Options.Backing::name),
                        HeaderExtensions.NONE.bitmaps());
        return new Qcow2Header(3, geometry, tables, features, options.compression(), extensions);
    }

    void write(PositionedFile file) throws IOException {
        ByteBuffer header = HeaderWriter.encode(header());
        writeBlocks(file);
        ByteBuffer table = ByteBuffer.allocate((int) geometry.offset(tableClusters));
        for (long block = 0; block < blocks; block++) {
            table.putLong(blocksOffset() + geometry.offset(block));
        }
        file.write(geometry.offset(1), table.clear());
        file.writeZeroes(l1Offset(), geometry.offset(l1Clusters));
        file.force();
        file.write(0, header);
        file.force();
    }

    private void writeBlocks(PositionedFile file) throws IOException {
        long used = 1 + tableClusters + blocks + l1Clusters;
        int perBlock = geometry.refcountsPerBlock();
        for (long block = 0; block < blocks; block++) {
            ByteBuffer counts = ByteBuffer.allocate(geometry.clusterBytes());
            long here = Math.min(perBlock, used - block * perBlock);
            for (int i = 0; i < here; i++) {
                RefcountWidth.put(counts, REFCOUNT_ORDER, i, 1);
            }
            file.write(blocksOffset() + geometry.offset(block), counts);
        }
    }
}
