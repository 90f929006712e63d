package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.FileCache;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// An extent of grains (Virtual Disk Format 5.0, "Hosted Sparse Extents"). Thread-safe.
final class SparseExtent implements VmdkExtent {
    private final SparseFile file;
    private final GrainTables tables;
    private final CompressedGrains compressed;
    private final long size;

    private SparseExtent(SparseFile file, GrainTables tables, long size, FileCache<byte[]> grains) {
        this.file = file;
        this.tables = tables;
        this.compressed =
                new CompressedGrains(file.file(), file.bytes(), file.header().grainBytes(), grains);
        this.size = size;
    }

    /// @param file is closed with the extent; where this throws, the caller closes it
    /// @param size bytes of the disk, at most what the header has room for
    static SparseExtent over(SparseFile file, long size, ChainCaches caches) throws IOException {
        return new SparseExtent(
                file, GrainTables.of(file, size, caches.tables()), size, caches.grains());
    }

    SparseHeader header() {
        return file.header();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long offset, ByteBuffer target, Missing missing) throws IOException {
        long position = offset;
        int limit = target.limit();
        while (target.position() < limit) {
            GrainTables.Run run = tables.run(position, limit - target.position());
            target.limit(target.position() + (int) run.length());
            switch (run.allocation()) {
                case NOT_HERE -> {
                    missing.read(position, target);
                    // The read left the position undefined.
                    target.position(target.limit());
                }
                case ZERO -> Zeroes.fill(target);
                case DATA -> file.file().read(run.place(), target);
                case COMPRESSED_DATA -> unpack(run, position, target);
            }
            target.limit(limit);
            position += run.length();
        }
    }

    private void unpack(GrainTables.Run run, long position, ByteBuffer target) throws IOException {
        int grainBytes = file.header().grainBytes();
        long start = position - position % grainBytes;
        int needed = (int) Math.min(grainBytes, size - start);
        byte[] content = compressed.read(run.place(), start / Sectors.BYTES, needed);
        target.put(content, (int) (position - start), target.remaining());
    }

    @Override
    public void runs(long offset, long length, Consumer<VmdkRun> target) throws IOException {
        long position = offset;
        long end = offset + length;
        while (position < end) {
            GrainTables.Run run = tables.run(position, end - position);
            OptionalLong place =
                    run.allocation() == VmdkAllocation.DATA
                            ? OptionalLong.of(run.place())
                            : OptionalLong.empty();
            target.accept(new VmdkRun(new Extent(position, run.length()), run.allocation(), place));
            position += run.length();
        }
    }

    @Override
    public List<Path> files() {
        return List.of(file.file().path());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
