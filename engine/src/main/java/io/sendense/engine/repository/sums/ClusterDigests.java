package io.sendense.engine.repository.sums;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// Computes cluster sums for one disk. Immutable, thread-safe.
public final class ClusterDigests {
    private final SumsHeader disk;
    private final ByteBuffer zeroes;
    private final Sha256 zeroSum;

    /// Sums for a disk of `capacityBytes` in clusters of `clusterBytes`.
    public ClusterDigests(int clusterBytes, long capacityBytes) {
        this.disk = new SumsHeader(clusterBytes, capacityBytes, 0);
        this.zeroes = ByteBuffer.allocate(clusterBytes).asReadOnlyBuffer();
        this.zeroSum = Sha256.of(new byte[clusterBytes]);
    }

    /// The sum of a cluster of zeroes.
    public Sha256 ofZeroes() {
        return zeroSum;
    }

    /// The sum of cluster `index`, whose content is what remains in `content`: a whole cluster, or
    /// at the end of the disk what the disk has of it. Consumes it.
    public Sha256 of(long index, ByteBuffer content) {
        int expected = disk.bytesOf(index);
        if (content.remaining() != expected) {
            throw new IllegalArgumentException(
                    "cluster " + index + " has " + expected + " bytes, got " + content.remaining());
        }
        MessageDigest digest = Sha256.newDigest();
        digest.update(content);
        if (expected < disk.clusterBytes()) {
            digest.update(zeroes.duplicate().limit(disk.clusterBytes() - expected));
        }
        return Sha256.of(digest);
    }
}
