package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Hands out host clusters and takes them back. Guarded by the image's lock.
///
/// A cluster that goes out of use stays counted until the tables without it are on the disk (a
/// checkpoint), and until nobody reads or writes it any more; only then it may be used again. A
/// crash in between leaves a leak, never two owners.
final class ClusterAllocator {
    private final Geometry geometry;
    private final Refcounts refcounts;
    private final FixedTables fixed;
    private final FileEnd end;
    private final PackedSpace packed;

    /// Every cluster below this one is in use.
    private long cursor;

    private List<HostExtent> released = new ArrayList<>();

    /// Read without the lock by writers that ask whether a checkpoint is due.
    private volatile int releasedRanges;

    ClusterAllocator(Geometry geometry, Refcounts refcounts, FixedTables fixed, FileEnd end) {
        this.geometry = geometry;
        this.refcounts = refcounts;
        this.fixed = fixed;
        this.end = end;
        this.packed = new PackedSpace(geometry, refcounts, this);
    }

    /// Room for compressed clusters, several in one host cluster.
    PackedSpace packed() {
        return packed;
    }

    /// Allocates 1 to `wanted` adjoining clusters, each with refcount 1.
    ///
    /// @throws RefcountTableFullException the table must grow first
    HostRun allocate(int wanted) throws IOException {
        long first = nextFree();
        int count = 0;
        while (count < wanted
                && first + count < refcounts.coveredClusters()
                && refcounts.get(first + count) == 0) {
            fixed.check(geometry.offset(first + count), 1);
            if (!refcounts.set(first + count, 1)) {
                // The cluster became a refcount block: the run ends before it, or starts behind.
                if (count > 0) {
                    cursor = first + count + 1;
                    return run(first, count);
                }
                cursor = first + 1;
                return allocate(wanted);
            }
            count++;
        }
        cursor = first + count;
        return run(first, count);
    }

    private long nextFree() throws IOException {
        long cluster = cursor;
        long covered = refcounts.coveredClusters();
        while (cluster < covered && refcounts.get(cluster) != 0) {
            cluster++;
        }
        cursor = cluster;
        if (cluster >= covered) {
            throw new RefcountTableFullException(end.fileName(), covered);
        }
        return cluster;
    }

    private HostRun run(long first, int count) {
        long offset = geometry.offset(first);
        boolean fresh = offset >= end.offset();
        end.reach(offset + geometry.offset(count));
        return new HostRun(offset, count, fresh);
    }

    /// Takes back clusters that no table ever pointed to.
    void cancel(HostRun run) throws IOException {
        drop(geometry.cluster(run.offset()), run.clusters());
    }

    /// Notes that a table in memory no longer points to these clusters.
    void release(long offset, long clusters) {
        join(released, new HostExtent(offset, clusters));
        releasedRanges = released.size();
    }

    private void join(List<HostExtent> extents, HostExtent next) {
        HostExtent last = extents.isEmpty() ? null : extents.getLast();
        if (last != null && last.endOffset(geometry) == next.offset) {
            HostExtent both = new HostExtent(last.offset, last.clusters + next.clusters);
            extents.set(extents.size() - 1, both);
        } else {
            extents.add(next);
        }
    }

    /// Number of ranges waiting to be dropped. May be asked without the lock.
    int releasedRanges() {
        return releasedRanges;
    }

    /// What was released so far; the tables in memory at this moment do not point there.
    List<HostExtent> takeReleased() {
        List<HostExtent> taken = released;
        released = new ArrayList<>();
        releasedRanges = 0;
        return taken;
    }

    /// Puts back what could not be dropped because the tables could not be written.
    void restoreReleased(List<HostExtent> taken) {
        for (HostExtent extent : taken) {
            release(extent.offset, extent.clusters);
        }
    }

    /// Counts down clusters whose tables are on the disk and which nobody uses any more, but none
    /// to zero: what nobody refers to now stays counted, and so nobody's, until `free`.
    ///
    /// @return what that is, in file order, neighbours joined
    List<HostExtent> lower(List<HostExtent> extents) throws IOException {
        List<HostExtent> unused = new ArrayList<>();
        for (HostExtent extent : extents) {
            long first = geometry.cluster(extent.offset);
            for (long cluster = first; cluster < first + extent.clusters; cluster++) {
                long count = count(cluster);
                if (count > 1) {
                    refcounts.set(cluster, count - 1);
                } else {
                    packed.freed(cluster);
                    join(unused, new HostExtent(geometry.offset(cluster), 1));
                }
            }
        }
        unused.sort(Comparator.comparingLong(HostExtent::offset));
        List<HostExtent> joined = new ArrayList<>();
        unused.forEach(extent -> join(joined, extent));
        return joined;
    }

    /// Gives up what `lower` left: it may be used again.
    void free(List<HostExtent> unused) throws IOException {
        for (HostExtent extent : unused) {
            drop(geometry.cluster(extent.offset), extent.clusters);
        }
    }

    private void drop(long first, long clusters) throws IOException {
        for (long cluster = first; cluster < first + clusters; cluster++) {
            long count = count(cluster);
            refcounts.set(cluster, count - 1);
            if (count == 1) {
                packed.freed(cluster);
                cursor = Math.min(cursor, cluster);
            }
        }
    }

    /// The count of a cluster that somebody refers to.
    private long count(long cluster) throws IOException {
        long count = refcounts.get(cluster);
        if (count == 0) {
            throw new Qcow2FormatException(
                    "cluster "
                            + cluster
                            + " of '"
                            + end.fileName()
                            + "' is referenced, but its refcount is 0");
        }
        return count;
    }

    /// The next allocation is looked for from `cluster` on.
    void startAt(long cluster) {
        cursor = cluster;
    }

    /// Host clusters that go out of use together.
    record HostExtent(long offset, long clusters) {
        private long endOffset(Geometry geometry) {
            return offset + geometry.offset(clusters);
        }
    }
}
