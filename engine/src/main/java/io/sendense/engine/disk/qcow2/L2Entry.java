package io.sendense.engine.disk.qcow2;

/// The 64 bits of an L2 entry (QEMU's `docs/interop/qcow2`, section Cluster mapping). Stateless.
final class L2Entry {
    /// Bit 63, in L1 and L2: the target's refcount is exactly 1, so it may be written in place.
    static final long COPIED = 1L << 63;

    /// Bit 62: the rest describes a compressed cluster.
    static final long COMPRESSED = 1L << 62;

    /// Bit 0 of a standard entry, version 3 only.
    static final long ZERO = 1;

    /// Bits 9 to 55.
    static final long OFFSET_MASK = 0x00ff_ffff_ffff_fe00L;

    /// Bits that must be 0 in an L1 entry.
    static final long L1_RESERVED = ~(OFFSET_MASK | COPIED);

    /// Bits that must be 0 in a standard L2 entry.
    static final long L2_RESERVED = ~(OFFSET_MASK | COPIED | COMPRESSED | ZERO);

    private static final int SECTOR_BITS = 9;

    private L2Entry() {}

    static ClusterKind kind(long entry) {
        if ((entry & COMPRESSED) != 0) {
            return ClusterKind.COMPRESSED;
        }
        boolean allocated = (entry & OFFSET_MASK) != 0;
        if ((entry & ZERO) != 0) {
            return allocated ? ClusterKind.ZERO_ALLOCATED : ClusterKind.ZERO;
        }
        return allocated ? ClusterKind.DATA : ClusterKind.UNALLOCATED;
    }

    /// The host cluster of a standard entry.
    static long offset(long entry) {
        return entry & OFFSET_MASK;
    }

    static boolean copied(long entry) {
        return (entry & COPIED) != 0;
    }

    /// First byte of the compressed content of a compressed entry.
    static long compressedOffset(long entry, Geometry geometry) {
        return entry & ((1L << compressedOffsetBits(geometry)) - 1);
    }

    /// How many bytes from there may belong to it: up to the end of its last sector.
    static int compressedBytes(long entry, Geometry geometry) {
        int bits = compressedOffsetBits(geometry);
        long sectors = (entry & ~(COPIED | COMPRESSED)) >>> bits;
        long within = compressedOffset(entry, geometry) & ((1 << SECTOR_BITS) - 1);
        return (int) (((sectors + 1) << SECTOR_BITS) - within);
    }

    /// The entry of a compressed cluster whose content lies in `bytes` bytes from `offset` on.
    static long compressed(long offset, int bytes, Geometry geometry) {
        long sectors = ((offset + bytes - 1) >>> SECTOR_BITS) - (offset >>> SECTOR_BITS);
        return COMPRESSED | sectors << compressedOffsetBits(geometry) | offset;
    }

    private static int compressedOffsetBits(Geometry geometry) {
        return 62 - (geometry.clusterBits() - 8);
    }
}
