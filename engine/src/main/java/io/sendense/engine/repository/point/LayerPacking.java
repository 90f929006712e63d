package io.sendense.engine.repository.point;

import io.sendense.engine.disk.qcow2.CompressionType;
import io.sendense.engine.disk.qcow2.PackerPool;

/// What the layers of an engine that are compressed are packed with: zstd, as the repository's
/// format has it. Shared by all of them, so that as many threads pack at once as there are
/// processors, however many disks are written. Thread-safe.
///
/// Memory: up to 2 MiB for each of 32 writes that are packed and not stored yet, as many as the
/// engine has buffers for its moves.
public final class LayerPacking implements AutoCloseable {
    private static final int LEVEL = 1;
    private static final int IN_FLIGHT = 32;

    private final PackerPool packers;

    private LayerPacking(PackerPool packers) {
        this.packers = packers;
    }

    /// What one engine has for all its runs together.
    public static LayerPacking ofAnEngine() {
        return atLevel(LEVEL);
    }

    /// The same at another level of zstd, to be measured.
    ///
    /// @param level 1 to 19
    static LayerPacking atLevel(int level) {
        int threads = Math.min(IN_FLIGHT, Runtime.getRuntime().availableProcessors());
        return new LayerPacking(
                new PackerPool(
                        LayerImages.CLUSTER_BYTES,
                        CompressionType.ZSTD,
                        level,
                        threads,
                        IN_FLIGHT));
    }

    PackerPool packers() {
        return packers;
    }

    @Override
    public void close() {
        packers.close();
    }
}
