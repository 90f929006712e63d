package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes whole guest clusters compressed. Thread-safe: packing and writing run without the lock,
/// in the caller's thread.
///
/// A cluster always gets a new place; the old one is given back once the new one is entered. Until
/// then, and after a failure, the old content stands.
final class PackedWriter {
    private final ImageTables tables;
    private final Geometry geometry;
    private final PositionedFile file;

    PackedWriter(ImageTables tables) {
        this.tables = tables;
        this.geometry = tables.geometry();
        this.file = tables.file();
    }

    /// How many clusters from the start of a range can be written at once: whole ones, and a last
    /// one that ends with the disk. 0 where the range begins within a cluster.
    int wholeClusters(long offset, int length) {
        if (!geometry.aligned(offset)) {
            return 0;
        }
        boolean toTheEnd = offset + length == geometry.size();
        long whole = toTheEnd ? geometry.clusters(length) : length >>> geometry.clusterBits();
        return (int) Math.min(whole, PackedClusters.maxClusters(geometry.clusterBytes()));
    }

    /// Writes a first part of the next `count` clusters of `source` and moves its position behind
    /// it. The caller is registered as a user, and calls again for the rest.
    ///
    /// @param packers for images like this one
    /// @throws RefcountTableFullException nothing was written; the refcount table must grow
    void writeSome(long offset, int count, ByteBuffer source, PackerPool packers)
            throws IOException {
        int from = source.position();
        int bytes = (int) Math.min(source.remaining(), geometry.offset(count));
        PackedClusters clusters = packers.pack(source.slice(from, bytes), count);
        try {
            int written = store(geometry.cluster(offset), count, clusters);
            source.position(from + (int) Math.min(bytes, geometry.offset(written)));
        } finally {
            packers.give(clusters);
        }
    }

    private int store(long first, int count, PackedClusters clusters) throws IOException {
        PackedPlan plan = plan(first, count, clusters);
        boolean stored = false;
        try {
            plan.write(file);
            stored = true;
        } finally {
            tables.lock();
            try {
                if (stored) {
                    plan.commit(tables);
                } else {
                    plan.cancel(tables.allocator());
                }
            } finally {
                tables.settle(plan.range());
                tables.unlock();
            }
        }
        return plan.count();
    }

    private PackedPlan plan(long first, int count, PackedClusters clusters) throws IOException {
        tables.lock();
        try {
            int free = (int) tables.awaitSettled(first, count);
            int inTable = geometry.l2Entries() - geometry.l2Index(first);
            tables.mapping().makeWritable(first);
            return PackedPlan.make(first, Math.min(free, inTable), clusters, tables);
        } finally {
            tables.unlock();
        }
    }
}
