package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Packs the clusters of one write and holds what came of them. Confined to one thread at a time,
/// and used again for the next write: its buffers hold [#MAX_BYTES] of clusters, or one.
final class PackedClusters implements AutoCloseable {
    private static final int MAX_BYTES = 1 << 20;

    /// The unit in which readers are told how long packed bytes are.
    private static final int SECTOR_BYTES = 512;

    private final int clusterBytes;

    /// Packed bytes of a cluster that save something: a sector at least, or half of a cluster that
    /// has two or one. For less than that nobody should have to unpack.
    private final int most;

    private final ClusterPacker packer;
    private final ByteBuffer packed;
    private final int[] starts;
    private final int[] lengths;
    private @Nullable ByteBuffer direct;
    private ByteBuffer content = ByteBuffer.allocate(0);

    /// @param packer closed with this
    PackedClusters(int clusterBytes, ClusterPacker packer) {
        this.clusterBytes = clusterBytes;
        this.most = Math.max(clusterBytes - SECTOR_BYTES, clusterBytes / 2);
        this.packer = packer;
        int clusters = maxClusters(clusterBytes);
        this.packed = ByteBuffer.allocateDirect(clusters * clusterBytes);
        this.starts = new int[clusters];
        this.lengths = new int[clusters];
    }

    /// How many clusters are packed at once.
    static int maxClusters(int clusterBytes) {
        return Math.max(1, MAX_BYTES / clusterBytes);
    }

    /// Packs so many clusters; a last one that ends early is filled up with zeroes.
    ///
    /// @param source its bytes between position and limit; left as it is, and not to be changed
    ///   until the clusters are written
    void pack(ByteBuffer source, int count) throws IOException {
        content = whole(source, count);
        int used = 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer cluster = content.slice(i * clusterBytes, clusterBytes);
            ByteBuffer room = packed.slice(used, most);
            starts[i] = used;
            lengths[i] = packer.pack(cluster, room);
            used += lengths[i];
        }
    }

    /// The source as a direct buffer of whole clusters; itself where it is one.
    private ByteBuffer whole(ByteBuffer source, int count) {
        int bytes = count * clusterBytes;
        if (source.isDirect() && source.remaining() == bytes) {
            return source.slice();
        }
        ByteBuffer copy = direct;
        if (copy == null) {
            copy = ByteBuffer.allocateDirect(starts.length * clusterBytes);
            direct = copy;
        }
        copy.clear().put(source.duplicate());
        io.sendense.engine.disk.block.Zeroes.fill(copy.limit(bytes));
        return copy.slice(0, bytes);
    }

    /// Packed bytes of a cluster, 0 where that would not save a sector.
    int length(int cluster) {
        return lengths[cluster];
    }

    /// Adjoining clusters as they are packed.
    ByteBuffer packed(int first, int last) {
        return packed.slice(starts[first], starts[last] + lengths[last] - starts[first]);
    }

    /// Adjoining clusters as they are.
    ByteBuffer content(int first, int last) {
        return content.slice(first * clusterBytes, (last - first + 1) * clusterBytes);
    }

    @Override
    public void close() {
        packer.close();
    }
}
