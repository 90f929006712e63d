package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;

/// Where the clusters of one compressed write are going to be stored. Made, committed and cancelled
/// with the tables locked; written without.
final class PackedPlan {
    private final long firstCluster;
    private final long[] hosts;
    private final PackedClusters clusters;
    private final Geometry geometry;
    private final InFlightClusters.Range range;

    private PackedPlan(
            long firstCluster,
            long[] hosts,
            PackedClusters clusters,
            Geometry geometry,
            InFlightClusters.Range range) {
        this.firstCluster = firstCluster;
        this.hosts = hosts;
        this.clusters = clusters;
        this.geometry = geometry;
        this.range = range;
    }

    /// Finds a place for each cluster and marks them as in flight.
    ///
    /// @throws RefcountTableFullException nothing is held; the refcount table must grow
    static PackedPlan make(long first, int count, PackedClusters clusters, ImageTables tables)
            throws IOException {
        ClusterAllocator allocator = tables.allocator();
        long[] hosts = new long[count];
        int placed = 0;
        try {
            for (; placed < count; placed++) {
                int bytes = clusters.length(placed);
                hosts[placed] =
                        bytes > 0
                                ? allocator.packed().allocate(bytes)
                                : allocator.allocate(1).offset();
            }
        } catch (IOException e) {
            cancel(allocator, hosts, placed, clusters);
            throw e;
        }
        return new PackedPlan(
                first, hosts, clusters, tables.geometry(), tables.begin(first, count));
    }

    int count() {
        return hosts.length;
    }

    InFlightClusters.Range range() {
        return range;
    }

    /// Stores the clusters; those that adjoin in the file at once.
    void write(PositionedFile file) throws IOException {
        int from = 0;
        while (from < hosts.length) {
            int last = from;
            while (last + 1 < hosts.length && adjoins(last)) {
                last++;
            }
            file.write(
                    hosts[from],
                    packed(from) ? clusters.packed(from, last) : clusters.content(from, last));
            from = last + 1;
        }
    }

    private boolean packed(int i) {
        return clusters.length(i) > 0;
    }

    /// Whether the cluster behind this one is stored right behind it, and in the same way.
    private boolean adjoins(int i) {
        int bytes = packed(i) ? clusters.length(i) : geometry.clusterBytes();
        return packed(i) == packed(i + 1) && hosts[i] + bytes == hosts[i + 1];
    }

    /// Enters the new places and gives the old ones back.
    void commit(ImageTables tables) throws IOException {
        for (int i = 0; i < hosts.length; i++) {
            long cluster = firstCluster + i;
            long old = tables.mapping().entry(cluster);
            long entry =
                    packed(i)
                            ? L2Entry.compressed(hosts[i], clusters.length(i), geometry)
                            : hosts[i] | L2Entry.COPIED;
            tables.mapping().set(cluster, entry);
            ReleasedEntry.release(old, tables);
        }
    }

    /// Gives back what was held.
    void cancel(ClusterAllocator allocator) throws IOException {
        cancel(allocator, hosts, hosts.length, clusters);
    }

    private static void cancel(
            ClusterAllocator allocator, long[] hosts, int placed, PackedClusters clusters)
            throws IOException {
        for (int i = 0; i < placed; i++) {
            if (clusters.length(i) > 0) {
                allocator.packed().cancel(hosts[i], clusters.length(i));
            } else {
                allocator.cancel(new HostRun(hosts[i], 1, false));
            }
        }
    }
}
