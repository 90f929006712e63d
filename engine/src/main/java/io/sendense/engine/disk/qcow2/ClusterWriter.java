package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes guest bytes. Thread-safe.
///
/// Clusters of our own are overwritten in place. Others get new host clusters: looked for with the
/// tables locked, filled without (the new bytes, and around them what the clusters held before),
/// then entered into the tables. Until then, and after a failure, the old content stands.
final class ClusterWriter {
    private final ImageTables tables;
    private final Geometry geometry;
    private final PositionedFile file;
    private final ClusterReader reader;

    ClusterWriter(ImageTables tables, ClusterReader reader) {
        this.tables = tables;
        this.geometry = tables.geometry();
        this.file = tables.file();
        this.reader = reader;
    }

    /// Writes a first part of `source` at `offset` and moves its position behind it: as many bytes
    /// as go to one place of the file. The caller is registered as a user, and calls again for the
    /// rest.
    ///
    /// @throws RefcountTableFullException nothing was written; the refcount table must grow
    void writeSome(long offset, ByteBuffer source) throws IOException {
        Plan plan = plan(offset, source.remaining());
        int limit = source.limit();
        long room = plan.end(geometry) - offset;
        source.limit(source.position() + (int) Math.min(room, source.remaining()));
        try {
            long host = plan.host.offset() + (offset - geometry.offset(plan.firstCluster));
            if (plan.inPlace()) {
                file.write(host, source);
            } else {
                fillAndCommit(plan, offset, host, source);
            }
        } finally {
            source.limit(limit);
        }
    }

    private void fillAndCommit(Plan plan, long offset, long host, ByteBuffer source)
            throws IOException {
        boolean stored = false;
        try {
            long end = offset + source.remaining();
            copyOld(plan, geometry.offset(plan.firstCluster), offset);
            file.write(host, source);
            copyOld(plan, end, plan.end(geometry));
            stored = true;
        } finally {
            finish(plan, stored);
        }
    }

    private Plan plan(long offset, int length) throws IOException {
        long first = geometry.cluster(offset);
        long wanted = geometry.cluster(offset + length - 1) - first + 1;
        tables.lock();
        try {
            long free = tables.awaitSettled(first, wanted);
            Mapping mapping = tables.mapping().lookup(first, free);
            if (mapping.kind() == ClusterKind.DATA && mapping.owned()) {
                tables.fixed().check(mapping.host(), mapping.clusters());
                HostRun there = new HostRun(mapping.host(), mapping.clusters(), false);
                return new Plan(first, there, PlanKind.IN_PLACE, null);
            }
            if (mapping.kind() == ClusterKind.ZERO_ALLOCATED && mapping.owned()) {
                tables.end().check("L2", geometry.l2Index(first), mapping.host(), geometry);
                tables.fixed().check(mapping.host(), mapping.clusters());
                HostRun kept = new HostRun(mapping.host(), mapping.clusters(), false);
                return inFlight(first, kept, PlanKind.KEPT);
            }
            tables.mapping().makeWritable(first);
            int clusters = clustersToAllocate(first, mapping, free);
            return inFlight(first, tables.allocator().allocate(clusters), PlanKind.ALLOCATED);
        } finally {
            tables.unlock();
        }
    }

    private Plan inFlight(long first, HostRun host, PlanKind kind) {
        return new Plan(first, host, kind, tables.begin(first, host.clusters()));
    }

    /// Goes on over neighbours of other kinds, as long as they need new clusters too: what a
    /// cluster was does not matter where it is overwritten.
    private int clustersToAllocate(long first, Mapping mapping, long max) throws IOException {
        int inTable = geometry.l2Entries() - geometry.l2Index(first);
        long limit = Math.min(max, inTable);
        long count = mapping.clusters();
        while (count < limit) {
            Mapping next = tables.mapping().lookup(first + count, limit - count);
            boolean stays =
                    next.kind() == ClusterKind.DATA || next.kind() == ClusterKind.ZERO_ALLOCATED;
            if (stays && next.owned()) {
                break;
            }
            count += next.clusters();
        }
        return (int) Math.min(count, limit);
    }

    /// Copies the guest range, which the new bytes do not cover, from the old state of the disk
    /// into the new clusters. What lies behind the end of the disk becomes zero.
    private void copyOld(Plan plan, long from, long to) throws IOException {
        long position = from;
        while (position < to) {
            int count = (int) Math.min(to - position, Zeroes.MAX_BYTES);
            ByteBuffer old = ByteBuffer.allocate(count);
            long inDisk = Math.clamp(geometry.size() - position, 0, count);
            old.limit((int) inDisk);
            reader.read(position, old);
            old.clear();
            // A fresh cluster is zero already, and stays sparse.
            if (!plan.host.fresh() || !Zeroes.only(old)) {
                long host = plan.host.offset() + (position - geometry.offset(plan.firstCluster));
                file.write(host, old);
            }
            position += count;
        }
    }

    private void finish(Plan plan, boolean stored) throws IOException {
        tables.lock();
        try {
            if (stored) {
                commit(plan);
            } else if (plan.kind == PlanKind.ALLOCATED) {
                tables.allocator().cancel(plan.host);
            }
        } finally {
            if (plan.range != null) {
                tables.settle(plan.range);
            }
            tables.unlock();
        }
    }

    private void commit(Plan plan) throws IOException {
        for (int i = 0; i < plan.host.clusters(); i++) {
            long cluster = plan.firstCluster + i;
            long old = tables.mapping().entry(cluster);
            long host = plan.host.offset() + geometry.offset(i);
            tables.mapping().set(cluster, host | L2Entry.COPIED);
            if (plan.kind == PlanKind.ALLOCATED) {
                ReleasedEntry.release(old, tables);
            }
        }
    }

    private enum PlanKind {
        /// The clusters are stored and ours: only the bytes change.
        IN_PLACE,
        /// They read as zeroes, but have host clusters waiting.
        KEPT,
        ALLOCATED
    }

    /// Where adjoining guest clusters are going to be stored.
    private record Plan(
            long firstCluster,
            HostRun host,
            PlanKind kind,
            InFlightClusters.@org.jspecify.annotations.Nullable Range range) {
        boolean inPlace() {
            return kind == PlanKind.IN_PLACE;
        }

        /// Guest offset behind the last cluster.
        long end(Geometry geometry) {
            return geometry.offset(firstCluster + host.clusters());
        }
    }
}
