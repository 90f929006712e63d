package io.sendense.engine.disk.qcow2;

/// The sizes that follow from a header: how guest offsets split into table indexes. Immutable.
///
/// @param size the disk's size in bytes
/// @param clusterBits log2 of the cluster size, 9 to 21
/// @param refcountOrder log2 of the width of a refcount in bits, 0 to 6
/// @param extendedL2 whether an L2 entry has 16 bytes and describes parts of its cluster
public record Geometry(long size, int clusterBits, int refcountOrder, boolean extendedL2) {
    static final int MIN_CLUSTER_BITS = 9;
    static final int MAX_CLUSTER_BITS = 21;

    /// With extended L2 entries a 32nd of a cluster is a sector at least.
    static final int MIN_EXTENDED_CLUSTER_BITS = 14;

    static final int MAX_REFCOUNT_ORDER = 6;

    /// The unit in which tables are cached and written. Smaller clusters are a page each.
    static final int MAX_PAGE_BYTES = 4096;

    public Geometry {
        if (size < 0
                || clusterBits < MIN_CLUSTER_BITS
                || clusterBits > MAX_CLUSTER_BITS
                || refcountOrder < 0
                || refcountOrder > MAX_REFCOUNT_ORDER) {
            throw new IllegalArgumentException(
                    "size "
                            + size
                            + ", cluster bits "
                            + clusterBits
                            + ", refcount order "
                            + refcountOrder);
        }
    }

    int clusterBytes() {
        return 1 << clusterBits;
    }

    int pageBytes() {
        return Math.min(clusterBytes(), MAX_PAGE_BYTES);
    }

    int l2EntryBytes() {
        return extendedL2 ? 2 * Long.BYTES : Long.BYTES;
    }

    /// Entries of one L2 table.
    int l2Entries() {
        return clusterBytes() / l2EntryBytes();
    }

    /// Clusters needed for `bytes`.
    long clusters(long bytes) {
        return (bytes >>> clusterBits) + ((bytes & (clusterBytes() - 1)) == 0 ? 0 : 1);
    }

    /// Guest clusters of the whole disk.
    long guestClusters() {
        return clusters(size);
    }

    /// L1 entries the disk's size calls for.
    long l1EntriesNeeded() {
        long l2Entries = l2Entries();
        return (guestClusters() + l2Entries - 1) / l2Entries;
    }

    long cluster(long offset) {
        return offset >>> clusterBits;
    }

    int withinCluster(long offset) {
        return (int) (offset & (clusterBytes() - 1));
    }

    long offset(long cluster) {
        return cluster << clusterBits;
    }

    boolean aligned(long offset) {
        return withinCluster(offset) == 0;
    }

    long l1Index(long guestCluster) {
        return guestCluster / l2Entries();
    }

    int l2Index(long guestCluster) {
        return (int) (guestCluster & (l2Entries() - 1));
    }

    /// Refcounts in one refcount block.
    int refcountsPerBlock() {
        return (clusterBytes() << 3) >>> refcountOrder;
    }

    int refcountBits() {
        return 1 << refcountOrder;
    }
}
