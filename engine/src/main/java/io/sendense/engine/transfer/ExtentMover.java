package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.transfer.limit.Admission;
import java.io.IOException;

/// Moves the planned extents of a disk: several pieces at once, each read, looked at for zeroes
/// byte by byte, written, and counted.
///
/// A plan is cut into pieces of at most one buffer; small gaps in it are read along and left alone.
/// Workers take the next piece in ascending order, so a slow piece delays nothing but itself, and
/// sources see nearly sequential reads. A piece that fails is repeated whole: reads and writes of
/// the same bytes are idempotent. It is counted only when it is done, so the counters never run
/// ahead of the truth.
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
        Pieces pieces = new Pieces(task.plan(), buffers.bufferBytes(), options.gapBytes());
        PieceMove move = new PieceMove(task, sums, counters, options);
        counters.reading(task.source());
        try (Scope scope = new Scope(task.name())) {
            for (int i = 0; i < options.inFlight(); i++) {
                scope.fork(() -> work(task, pieces, move, counters));
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
        long before = System.nanoTime();
        task.target().flush();
        long flushed = System.nanoTime() - before;
        counters.stored(flushed);
        counters.took(flushed);
    }

    private Void work(MoveTask task, Pieces pieces, PieceMove move, MoveCounters counters)
            throws IOException, InterruptedException {
        for (var next = pieces.next(); next.isPresent(); next = pieces.next()) {
            Piece piece = next.get();
            long bytes = piece.span().length();
            long began = System.nanoTime();
            // Whoever waits for leave holds no buffer: other disks may be allowed to use it.
            task.pace().await(bytes);
            try (Admission.Permit permit = task.admission().enter(bytes)) {
                counters.limited(System.nanoTime() - began);
                try (BufferPool.Loan loan = buffers.take()) {
                    move.run(piece, loan.buffer(), permit);
                }
            } finally {
                counters.took(System.nanoTime() - began);
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
}
