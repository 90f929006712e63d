package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// What clusters are packed with, for all images that are written compressed together: a bound on
/// the memory for clusters that are packed and not stored yet, and one on the threads that pack at
/// the same time. Thread-safe.
///
/// Packing is done in the threads that write, which wait here for their turn. Whoever has a turn
/// waits for nobody who has none, so images cannot block each other for good.
public final class PackerPool implements AutoCloseable {
    private final int clusterBytes;
    private final CompressionType type;
    private final Supplier<ClusterPacker> packers;
    private final Semaphore rooms;
    private final Semaphore turns;
    private final Queue<PackedClusters> idle = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// A pool for images of one cluster size and compression type.
    ///
    /// @param zstdLevel how hard zstd tries, 1 to 19
    /// @param threads how many may pack at once
    /// @param inFlight how many writes may be packed and not stored: each takes up to 2 MiB
    public PackerPool(
            int clusterBytes, CompressionType type, int zstdLevel, int threads, int inFlight) {
        this(clusterBytes, type, () -> ClusterPacker.of(type, zstdLevel), threads, inFlight);
    }

    /// A pool with packers of another making.
    PackerPool(
            int clusterBytes,
            CompressionType type,
            Supplier<ClusterPacker> packers,
            int threads,
            int inFlight) {
        if (threads < 1 || inFlight < threads) {
            throw new IllegalArgumentException(threads + " threads, " + inFlight + " in flight");
        }
        this.clusterBytes = clusterBytes;
        this.type = type;
        this.packers = packers;
        this.rooms = new Semaphore(inFlight);
        this.turns = new Semaphore(threads);
    }

    /// A pool that one image has for itself: as many threads pack as there are processors.
    static PackerPool ofOne(Qcow2Header header) {
        int threads = Runtime.getRuntime().availableProcessors();
        return new PackerPool(
                header.clusterBytes(),
                header.compression(),
                ZstdPacker.USUAL_LEVEL,
                threads,
                Math.max(8, 2 * threads));
    }

    /// Whether it is for images like this one.
    boolean suits(Qcow2Header header) {
        return header.clusterBytes() == clusterBytes && header.compression() == type;
    }

    /// Packs clusters of one write, in the caller's thread, as soon as it is its turn.
    ///
    /// @param source not to be changed until they are given back
    /// @param count of clusters, at most what `PackedClusters.maxClusters` says
    /// @return to be given back with `give`
    PackedClusters pack(ByteBuffer source, int count) throws IOException {
        rooms.acquireUninterruptibly();
        boolean packed = false;
        PackedClusters clusters = null;
        try {
            clusters = idle.poll();
            if (clusters == null) {
                clusters = new PackedClusters(clusterBytes, packers.get());
            }
            turns.acquireUninterruptibly();
            try {
                clusters.pack(source, count);
            } finally {
                turns.release();
            }
            packed = true;
            return clusters;
        } finally {
            if (!packed) {
                rooms.release();
                if (clusters != null) {
                    clusters.close();
                }
            }
        }
    }

    /// Takes back what is stored, or given up.
    void give(PackedClusters clusters) {
        idle.add(clusters);
        rooms.release();
        if (closed.get()) {
            close();
        }
    }

    /// Gives up its memory; what is still in use follows when it is given back.
    @Override
    public void close() {
        closed.set(true);
        for (PackedClusters next = idle.poll(); next != null; next = idle.poll()) {
            next.close();
        }
    }
}
