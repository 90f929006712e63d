package io.sendense.engine.disk.qcow2;

import java.io.IOException;

/// Room for compressed clusters: byte after byte in host clusters that several of them share, each
/// counted once for every compressed cluster that touches it. Guarded by the image's lock.
///
/// One host cluster is open at a time. What is left of it when the file is closed stays unused.
final class PackedSpace {
    private static final long NONE = -1;

    private final Geometry geometry;
    private final Refcounts refcounts;
    private final ClusterAllocator allocator;
    private final long mostUsers;

    /// The free bytes: `next` to `end`, both 0 while no cluster is open.
    private long next;

    private long end;

    /// The open cluster whose first count comes from its allocation, for a user still to come.
    private long unused = NONE;

    PackedSpace(Geometry geometry, Refcounts refcounts, ClusterAllocator allocator) {
        this.geometry = geometry;
        this.refcounts = refcounts;
        this.allocator = allocator;
        int bits = geometry.refcountBits();
        this.mostUsers = bits >= Long.SIZE ? Long.MAX_VALUE : (1L << bits) - 1;
    }

    /// Allocates adjoining bytes.
    ///
    /// @param bytes 1 to a cluster's less 1
    /// @return host offset of the first
    /// @throws RefcountTableFullException nothing was allocated; the table must grow first
    long allocate(int bytes) throws IOException {
        if (next < end && next != geometry.offset(geometry.cluster(next)) && full()) {
            next = end;
        }
        if (end - next < bytes) {
            open();
        }
        long host = next;
        next += bytes;
        count(host, bytes);
        return host;
    }

    private boolean full() throws IOException {
        return refcounts.get(geometry.cluster(next)) >= mostUsers;
    }

    /// Opens one more cluster: behind the open one, whose rest is used then, or elsewhere.
    private void open() throws IOException {
        HostRun run = allocator.allocate(1);
        if (run.offset() != end || next == end) {
            next = run.offset();
        }
        end = run.offset() + geometry.clusterBytes();
        unused = geometry.cluster(run.offset());
    }

    private void count(long host, int bytes) throws IOException {
        long last = geometry.cluster(host + bytes - 1);
        for (long cluster = geometry.cluster(host); cluster <= last; cluster++) {
            if (cluster == unused) {
                unused = NONE;
            } else {
                refcounts.set(cluster, refcounts.get(cluster) + 1);
            }
        }
    }

    /// Takes back bytes that no table ever pointed to.
    void cancel(long host, int bytes) throws IOException {
        long first = geometry.cluster(host);
        int clusters = (int) (geometry.cluster(host + bytes - 1) - first + 1);
        allocator.cancel(new HostRun(geometry.offset(first), clusters, false));
    }

    /// Nobody uses this cluster any more, and it may get another use.
    void freed(long cluster) {
        if (next < end && geometry.cluster(end - 1) == cluster) {
            next = 0;
            end = 0;
        }
    }
}
