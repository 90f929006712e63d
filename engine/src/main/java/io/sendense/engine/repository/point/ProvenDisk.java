package io.sendense.engine.repository.point;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ReadOnlyDevice;
import io.sendense.engine.repository.sums.ClusterDigests;
import io.sendense.engine.repository.sums.EffectiveSums;
import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A disk of a restore point for those who must not get wrong bytes: every cluster is compared with
/// the sum it was backed up with before a byte of it is given out. A cluster that reads as anything
/// else is an [UnprovenClusterException], whatever the layers' own tables say. Thread-safe.
///
/// Zeroes are told, and read, by the sums alone. Memory: 4 MiB of sums and 4 MiB of clusters, and
/// up to 1 MiB for each read.
final class ProvenDisk extends ReadOnlyDevice {
    private static final int CLUSTERS_PER_READ = 16;

    private final BlockDevice chain;
    private final EffectiveSums sums;
    private final ClusterDigests digests;
    private final SumPages pages;
    private final RecentClusters recent = new RecentClusters();
    private final int clusterBytes;

    /// Takes both over; they are closed with this.
    ///
    /// @param chain the disk
    /// @param sums of the same chain, known to be what its manifests say
    ProvenDisk(String name, BlockDevice chain, EffectiveSums sums) {
        super(name);
        this.chain = chain;
        this.sums = sums;
        this.clusterBytes = sums.clusterBytes();
        this.digests = new ClusterDigests(clusterBytes, sums.capacityBytes());
        this.pages = new SumPages(sums, digests.ofZeroes());
    }

    @Override
    public long size() {
        return chain.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        checkReadable(offset, target.remaining());
        long at = offset;
        while (target.hasRemaining()) {
            long index = at / clusterBytes;
            int from = (int) (at - index * clusterBytes);
            int length = Math.min(target.remaining(), clusterBytes - from);
            Sha256 expected = pages.at(index);
            if (expected.equals(digests.ofZeroes())) {
                target.put(new byte[length]);
            } else {
                byte[] known = recent.find(index);
                if (known != null) {
                    target.put(known, from, length);
                } else if (from == 0 && target.remaining() > clusterBytes) {
                    length = readMany(index, target);
                } else {
                    target.put(proven(index, expected), from, length);
                }
            }
            at += length;
        }
    }

    /// One cluster, of which somebody wants a part; kept, as its neighbours are asked for next.
    private byte[] proven(long index, Sha256 expected) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(bytesOf(index));
        chain.read(index * clusterBytes, content);
        require(index, expected, content.flip());
        recent.keep(index, content.array());
        return content.array();
    }

    /// Whole neighbouring clusters with data, read at once.
    ///
    /// @return how many bytes were put into `target`
    private int readMany(long first, ByteBuffer target) throws IOException {
        List<Sha256> expected = new ArrayList<>();
        int length = 0;
        for (long index = first; expected.size() < CLUSTERS_PER_READ; index++) {
            int bytes = index * clusterBytes < size() ? bytesOf(index) : 0;
            if (bytes == 0 || length + bytes > target.remaining()) {
                break;
            }
            Sha256 sum = pages.at(index);
            if (sum.equals(digests.ofZeroes())) {
                break;
            }
            expected.add(sum);
            length += bytes;
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        chain.read(first * clusterBytes, content);
        for (int i = 0; i < expected.size(); i++) {
            require(
                    first + i,
                    expected.get(i),
                    content.slice(i * clusterBytes, bytesOf(first + i)));
        }
        target.put(content.flip());
        return length;
    }

    private void require(long index, Sha256 expected, ByteBuffer content)
            throws UnprovenClusterException {
        Sha256 found = digests.of(index, content.duplicate());
        if (!found.equals(expected)) {
            throw new UnprovenClusterException(index, index * clusterBytes, expected, found);
        }
    }

    private int bytesOf(long index) {
        return (int) Math.min(clusterBytes, size() - index * clusterBytes);
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        checkReadable(offset, length);
        List<BlockStatus> statuses = new ArrayList<>();
        long end = offset + length;
        long from = offset;
        while (from < end) {
            boolean zero = isZero(from / clusterBytes);
            long to = from;
            do {
                to = Math.min(end, (to / clusterBytes + 1) * clusterBytes);
            } while (to < end && isZero(to / clusterBytes) == zero);
            statuses.add(
                    new BlockStatus(
                            Extent.between(from, to), zero ? Allocation.HOLE : Allocation.DATA));
            from = to;
        }
        return statuses;
    }

    private boolean isZero(long index) throws IOException {
        return pages.at(index).equals(digests.ofZeroes());
    }

    @Override
    protected void closeFiles() throws IOException {
        try (sums) {
            chain.close();
        }
    }
}
