package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Everything that changes an image: cuts requests at cluster boundaries, registers as a user for
/// each piece, and keeps the house in between (checkpoints, refcount table growth), which must not
/// happen while a user. Thread-safe.
final class ImageChanges {
    /// Ranges of released clusters kept in memory before a checkpoint gives them back.
    private static final int MAX_RELEASED_RANGES = 4096;

    private final ImageTables tables;
    private final Geometry geometry;
    private final Users users;
    private final StatusReader status;
    private final ClusterWriter writer;
    private final PackedWriter packedWriter;
    private final PackerPool ownPackers;
    private final ClusterZeroer zeroer;
    private final Checkpoint checkpoint;
    private final RefcountGrowth growth;

    ImageChanges(ImageTables tables, Users users, ClusterReader reader, StatusReader status) {
        this.tables = tables;
        this.geometry = tables.geometry();
        this.users = users;
        this.status = status;
        this.writer = new ClusterWriter(tables, reader);
        this.packedWriter = new PackedWriter(tables);
        this.ownPackers = PackerPool.ofOne(tables.header());
        this.zeroer = new ClusterZeroer(tables, status.backed());
        this.checkpoint = new Checkpoint(tables, users, reader);
        this.growth = new RefcountGrowth(tables);
    }

    void write(long offset, ByteBuffer source) throws IOException {
        int start = source.position();
        while (source.hasRemaining()) {
            long position = offset + (source.position() - start);
            piece(() -> {
                writer.writeSome(position, source);
                return 0;
            });
        }
    }

    /// What the image packs with where nobody shares.
    PackerPool ownPackers() {
        return ownPackers;
    }

    /// Writes whole clusters compressed, and the rest of the range as it is.
    void writePacked(long offset, ByteBuffer source, PackerPool packers) throws IOException {
        int start = source.position();
        int limit = source.limit();
        while (source.hasRemaining()) {
            long position = offset + (source.position() - start);
            int whole = packedWriter.wholeClusters(position, source.remaining());
            if (whole > 0) {
                piece(() -> {
                    packedWriter.writeSome(position, whole, source, packers);
                    return 0;
                });
            } else {
                long next = geometry.offset(geometry.cluster(position) + 1);
                source.limit((int) Math.min(limit, source.position() + (next - position)));
                write(position, source);
                source.limit(limit);
            }
        }
    }

    void zero(long offset, long length, ZeroMode mode) throws IOException {
        long end = offset + length;
        long firstWhole = geometry.clusters(offset);
        long endWhole = end == geometry.size() ? geometry.clusters(end) : geometry.cluster(end);
        if (!zeroer.possible() || firstWhole >= endWhole) {
            writeZeroes(offset, end);
            return;
        }
        writeZeroes(offset, geometry.offset(firstWhole));
        zeroClusters(firstWhole, endWhole, mode);
        writeZeroes(Math.min(geometry.offset(endWhole), end), end);
    }

    void trim(long offset, long length) throws IOException {
        long end = offset + length;
        long endWhole = end == geometry.size() ? geometry.clusters(end) : geometry.cluster(end);
        if (zeroer.possible()) {
            zeroClusters(geometry.clusters(offset), endWhole, ZeroMode.MAY_DEALLOCATE);
        }
    }

    private void zeroClusters(long first, long end, ZeroMode mode) throws IOException {
        long cluster = first;
        while (cluster < end) {
            long from = cluster;
            cluster += piece(() -> zeroer.zeroSome(from, end - from, mode));
        }
    }

    private void writeZeroes(long from, long to) throws IOException {
        long position = from;
        while (position < to) {
            int count = (int) Math.min(to - position, Zeroes.MAX_BYTES);
            if (!readsAsZero(position, count)) {
                write(position, Zeroes.buffer(count));
            }
            position += count;
        }
    }

    private boolean readsAsZero(long offset, long length) throws IOException {
        for (BlockStatus status : this.status.chain(offset, length)) {
            if (!status.allocation().readsAsZero()) {
                return false;
            }
        }
        return true;
    }

    void forgetAll() throws IOException {
        for (int i = 0; i < tables.header().tables().l1Entries(); i++) {
            int l1Index = i;
            piece(() -> {
                tables.lock();
                try {
                    return tables.mapping().forget(l1Index, tables);
                } finally {
                    tables.unlock();
                }
            });
        }
    }

    void flush() throws IOException {
        checkpoint.run();
    }

    /// Gives up what packing needs; nothing is written after it.
    void close() {
        ownPackers.close();
    }

    /// Runs one piece of a change as a user, again after growing the refcount table if that was
    /// full.
    private long piece(Piece piece) throws IOException {
        while (true) {
            if (tables.pages().dirtyBytes() >= MetadataPages.MAX_DIRTY_BYTES
                    || tables.allocator().releasedRanges() >= MAX_RELEASED_RANGES) {
                checkpoint.run();
            }
            long fullAt;
            users.using().lock();
            try {
                return piece.run();
            } catch (RefcountTableFullException e) {
                fullAt = e.coveredClusters();
            } finally {
                users.using().unlock();
            }
            checkpoint.withStoredRefcounts(() -> growth.growBeyond(fullAt));
        }
    }

    /// A part of a change that touches one place of the file.
    @FunctionalInterface
    private interface Piece {
        long run() throws IOException;
    }
}
