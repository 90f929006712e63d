package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.block.Zeroes;
import io.sendense.engine.transfer.limit.Admission;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;

/// One piece's way: read, find zero clusters, write what is left, tell the sums, count bytes and
/// time. Thread-safe.
final class PieceMove {
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final MoveTask task;
    private final SumSink sums;
    private final MoveCounters counters;
    private final MoverOptions options;

    PieceMove(MoveTask task, SumSink sums, MoveCounters counters, MoverOptions options) {
        this.task = task;
        this.sums = sums;
        this.counters = counters;
        this.options = options;
    }

    /// A step that can be repeated.
    private interface Step {
        void run() throws IOException;
    }

    /// Moves one piece through `buffer`, which is at least as large.
    ///
    /// @param permit closed when the piece is read
    void run(Piece piece, ByteBuffer buffer, Admission.Permit permit)
            throws IOException, InterruptedException {
        Extent span = piece.span();
        repeating(
                MoveException.Side.SOURCE,
                span,
                () -> task.source().read(span.offset(), buffer.clear().limit((int) span.length())));
        permit.close();
        buffer.flip();
        for (Extent part : piece.parts()) {
            int from = (int) (part.offset() - span.offset());
            store(part, buffer.slice(from, (int) part.length()));
        }
    }

    /// Stores a planned extent, whose content is the whole of `buffer`, and counts it.
    private void store(Extent part, ByteBuffer buffer) throws IOException, InterruptedException {
        int cluster = task.clusterBytes();
        int length = buffer.limit();
        long written = 0;
        long equal = 0;
        int from = 0;
        Content next = look(part, buffer, 0, Math.min(length, cluster));
        while (from < length) {
            Content content = next;
            int to = Math.min(length, from + cluster);
            while (to < length) {
                int end = Math.min(length, to + cluster);
                next = look(part, buffer, to, end);
                if (next != content) {
                    break;
                }
                to = end;
            }
            Extent run = Extent.between(part.offset() + from, part.offset() + to);
            switch (content) {
                case EQUAL -> equal += run.length();
                case ZERO -> storeZero(run);
                case DATA -> {
                    storeData(run, buffer.duplicate().position(from).limit(to));
                    written += run.length();
                }
            }
            from = to;
        }
        counters.equal(equal);
        counters.written(written);
        counters.zeroed(part.length() - written - equal);
    }

    /// What a cluster holds, and whether the target shows it already.
    private enum Content {
        DATA,
        ZERO,
        EQUAL
    }

    private Content look(Extent part, ByteBuffer buffer, int from, int to) throws IOException {
        boolean zero = Zeroes.only(buffer.slice(from, to - from));
        if (task.baseline().isPresent()) {
            Baseline baseline = task.baseline().get();
            long cluster = (part.offset() + from) / task.clusterBytes();
            boolean shown =
                    zero
                            ? baseline.showsZero(cluster)
                            : baseline.shows(cluster, buffer.slice(from, to - from));
            if (shown) {
                return Content.EQUAL;
            }
        }
        return zero ? Content.ZERO : Content.DATA;
    }

    private void storeZero(Extent run) throws IOException, InterruptedException {
        if (task.zeroes() == ZeroPolicy.SKIP) {
            return;
        }
        repeating(
                MoveException.Side.TARGET,
                run,
                () -> task.target().zero(run.offset(), run.length(), ZeroMode.MAY_DEALLOCATE));
        int cluster = task.clusterBytes();
        sums.zero(run.offset() / cluster, (run.length() + cluster - 1) / cluster);
    }

    private void storeData(Extent run, ByteBuffer content)
            throws IOException, InterruptedException {
        repeating(
                MoveException.Side.TARGET,
                run,
                () -> task.target().write(run.offset(), content.duplicate()));
        int cluster = task.clusterBytes();
        for (int at = content.position(); at < content.limit(); at += cluster) {
            long index = (run.offset() + at - content.position()) / cluster;
            int end = Math.min(content.limit(), at + cluster);
            sums.data(index, content.duplicate().position(at).limit(end));
        }
    }

    private void repeating(MoveException.Side side, Extent range, Step step)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        try {
            repeat(side, range, step);
        } finally {
            long nanos = System.nanoTime() - began;
            switch (side) {
                case SOURCE -> counters.read(nanos);
                case TARGET -> counters.stored(nanos);
            }
        }
    }

    private void repeat(MoveException.Side side, Extent range, Step step)
            throws IOException, InterruptedException {
        long firstFailure = 0;
        long pauseMillis = options.retryPause().toMillis();
        for (int attempt = 1; ; attempt++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                step.run();
                return;
            } catch (InterruptedIOException | ClosedByInterruptException e) {
                if (Thread.interrupted() || e instanceof ClosedByInterruptException) {
                    throw (InterruptedException) new InterruptedException().initCause(e);
                }
                throw new MoveException(side, task.name(), range, attempt, e);
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw (InterruptedException) new InterruptedException().initCause(e);
                }
                long now = System.nanoTime();
                firstFailure = attempt == 1 ? now : firstFailure;
                boolean timeIsOver =
                        now - firstFailure + pauseMillis * 1_000_000 > options.retryFor().toNanos();
                if (timeIsOver || e instanceof LastingFailureException) {
                    throw new MoveException(side, task.name(), range, attempt, e);
                }
            }
            counters.retried();
            Thread.sleep(pauseMillis);
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        }
    }
}
