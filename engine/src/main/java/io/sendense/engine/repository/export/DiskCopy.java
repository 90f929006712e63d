package io.sendense.engine.repository.export;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/// Copies a disk into a new, empty one of the same size. What is zero is left out: the target reads
/// as zeroes already. Confined to one thread.
final class DiskCopy {
    /// How much of a disk is asked for at once; bounds the memory for a fragmented chain.
    private static final long WINDOW_BYTES = 256L << 20;

    private static final int PIECE_BYTES = 1 << 20;

    /// Unit of looking for zeroes, at any place: every byte of it is looked at.
    private static final int ZERO_UNIT_BYTES = 64 << 10;

    private final BlockDevice source;
    private final BlockDevice target;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);

    DiskCopy(BlockDevice source, BlockDevice target) {
        this.source = source;
        this.target = target;
    }

    /// The disk to be copied cannot be read: the fault is not the target's.
    static final class SourceException extends IOException {
        private static final long serialVersionUID = 1L;

        SourceException(long offset, long length, IOException cause) {
            super(
                    "reading "
                            + length
                            + " bytes at offset "
                            + offset
                            + " failed: "
                            + cause.getMessage(),
                    cause);
        }
    }

    /// Copies all of it.
    ///
    /// @param done told how many bytes of the disk have been dealt with
    void run(LongConsumer done) throws IOException, InterruptedException {
        for (long start = 0; start < source.size(); start += WINDOW_BYTES) {
            long length = Math.min(WINDOW_BYTES, source.size() - start);
            for (BlockStatus status : statuses(start, length)) {
                if (status.allocation() == Allocation.DATA) {
                    copy(status.extent().offset(), status.extent().end(), done);
                }
                done.accept(status.extent().end());
            }
        }
    }

    private Iterable<BlockStatus> statuses(long start, long length) throws SourceException {
        try {
            return source.blockStatus(start, length);
        } catch (IOException e) {
            throw new SourceException(start, length, e);
        }
    }

    private void copy(long from, long to, LongConsumer done)
            throws IOException, InterruptedException {
        for (long offset = from; offset < to; offset += piece.limit()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            piece.clear().limit((int) Math.min(PIECE_BYTES, to - offset));
            read(offset);
            writeData(offset);
            done.accept(offset + piece.limit());
        }
    }

    private void read(long offset) throws SourceException {
        try {
            source.read(offset, piece.duplicate());
        } catch (IOException e) {
            throw new SourceException(offset, piece.limit(), e);
        }
    }

    /// Writes the runs of the piece that are not zero.
    private void writeData(long offset) throws IOException {
        int from = 0;
        for (int at = 0; at < piece.limit(); at += ZERO_UNIT_BYTES) {
            int end = Math.min(piece.limit(), at + ZERO_UNIT_BYTES);
            if (Zeroes.only(piece.duplicate().position(at).limit(end))) {
                write(offset, from, at);
                from = end;
            }
        }
        write(offset, from, piece.limit());
    }

    private void write(long offset, int from, int to) throws IOException {
        if (from < to) {
            target.write(offset + from, piece.duplicate().position(from).limit(to));
        }
    }
}
