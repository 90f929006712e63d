package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads guest bytes: from this file where it has them, else from what it is backed by, else
/// zeroes. Thread-safe.
final class ClusterReader {
    private final ImageTables tables;
    private final Geometry geometry;
    private final Optional<BlockDevice> backing;
    private final CompressedClusters compressed;

    ClusterReader(ImageTables tables, Optional<BlockDevice> backing) {
        this.tables = tables;
        this.geometry = tables.geometry();
        this.backing = backing;
        this.compressed =
                new CompressedClusters(tables.file(), tables.header(), tables.cache().unpacked());
    }

    /// Fills `target` with the guest bytes at `offset`; the range lies within the disk. The caller
    /// is registered as a user.
    void read(long offset, ByteBuffer target) throws IOException {
        long position = offset;
        int limit = target.limit();
        while (target.position() < limit) {
            GuestRun run = tables.run(position, limit - target.position());
            target.limit(target.position() + (int) run.bytes());
            readRun(run, position, target);
            target.limit(limit);
            position += run.bytes();
        }
    }

    private void readRun(GuestRun run, long position, ByteBuffer target) throws IOException {
        switch (run.kind()) {
            case UNALLOCATED -> readBacking(position, target);
            case ZERO, ZERO_ALLOCATED -> Zeroes.fill(target);
            case DATA -> tables.file().read(run.host(), target);
            case COMPRESSED ->
                    target.put(
                            compressed.read(run.entry()),
                            geometry.withinCluster(position),
                            target.remaining());
        }
    }

    private void readBacking(long position, ByteBuffer target) throws IOException {
        long inBacking = backing.isPresent() ? backing.get().size() - position : 0;
        if (inBacking > 0) {
            int limit = target.limit();
            target.limit(target.position() + (int) Math.min(inBacking, target.remaining()));
            backing.get().read(position, target);
            target.limit(limit);
        }
        Zeroes.fill(target);
    }

    /// Forgets unpacked clusters whose place in the file gets a new use.
    void forgetUnpacked() {
        compressed.forget();
    }
}
