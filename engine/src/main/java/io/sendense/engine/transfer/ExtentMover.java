package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.transfer.limit.Admission;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Moves the planned extents of a disk: several pieces at once, each read, looked at for zeroes
/// byte by byte, written, and counted.
///
/// A plan is cut into pieces of at most one buffer. Workers take the next piece in ascending order,
/// so a slow piece delays nothing but itself, and sources see nearly sequential reads. A piece that
/// fails is repeated whole: reads and writes of the same bytes are idempotent. It is counted only
/// when it is done, so the counters never run ahead of the truth.
///
/// Thread-safe; `move` may run for many disks at once and shares the buffers among them.
public final class ExtentMover implements Mover {
    /// How long workers may take to heed an interrupt before their devices are closed under them.
    private static final long GRACE_MILLIS = 300;

    private final BufferPool buffers;
    private final MoverOptions options;

    public ExtentMover(BufferPool buffers, MoverOptions options) {
        this.buffers = buffers;
        this.options = options;
    }

    @Override
    public void move(MoveTask task, SumSink sums, MoveCounters counters)
            throws IOException, InterruptedException {
        Pieces pieces = new Pieces(task, buffers.bufferBytes());
        PieceMove move = new PieceMove(task, sums, counters, options);
        try (Scope scope = new Scope(task.name())) {
            for (int i = 0; i < options.inFlight(); i++) {
                scope.fork(() -> work(task, pieces, move));
            }
            try {
                scope.join();
            } catch (InterruptedException e) {
                stop(scope, task, e);
                throw e;
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(task.name(), e);
            }
        }
        task.target().flush();
    }

    private Void work(MoveTask task, Pieces pieces, PieceMove move)
            throws IOException, InterruptedException {
        for (Extent piece = pieces.next(); piece != null; piece = pieces.next()) {
            // Whoever waits for leave holds no buffer: other disks may be allowed to use it.
            task.pace().await(piece.length());
            try (Admission.Permit permit = task.admission().enter(piece.length());
                    BufferPool.Loan loan = buffers.take()) {
                move.run(piece, loan.buffer(), permit);
            }
        }
        return null;
    }

    private static void stop(Scope scope, MoveTask task, InterruptedException reason) {
        scope.interrupt();
        if (!scope.await(GRACE_MILLIS)) {
            // Calls that wait inside the devices end with an exception.
            close(task.source(), reason);
            close(task.target(), reason);
        }
    }

    private static void close(BlockDevice device, InterruptedException reason) {
        try {
            device.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /// The plan cut into pieces, handed out in ascending order. Thread-safe.
    private static final class Pieces {
        private final Iterator<Extent> extents;
        private final int pieceBytes;
        private long offset;
        private long end;

        Pieces(MoveTask task, int pieceBytes) {
            this.extents = task.plan().iterator();
            this.pieceBytes = pieceBytes;
        }

        synchronized @Nullable Extent next() {
            if (offset == end) {
                if (!extents.hasNext()) {
                    return null;
                }
                Extent extent = extents.next();
                offset = extent.offset();
                end = extent.end();
            }
            // Pieces end at multiples of their size, so that sources and targets see aligned
            // requests.
            long next = Math.min(end, (offset / pieceBytes + 1) * pieceBytes);
            Extent piece = Extent.between(offset, next);
            offset = next;
            return piece;
        }
    }
}
