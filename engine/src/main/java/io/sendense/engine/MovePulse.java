package io.sendense.engine;

import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.transfer.MoveCounters;
import java.time.Duration;

/// Tells while a move goes on what its counters say, so that the move itself need not stop for it.
/// Once more when it is closed, then never again. Used by one owner; has a thread of its own.
final class MovePulse implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(200);

    private final MoveCounters counters;
    private final long plannedBytes;
    private final ByteProgress progress;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("move pulse").unstarted(this::tick);

    private MovePulse(MoveCounters counters, long plannedBytes, ByteProgress progress) {
        this.counters = counters;
        this.plannedBytes = plannedBytes;
        this.progress = progress;
    }

    static MovePulse start(MoveCounters counters, long plannedBytes, ByteProgress progress) {
        MovePulse pulse = new MovePulse(counters, plannedBytes, progress);
        pulse.tell();
        pulse.thread.start();
        return pulse;
    }

    private void tell() {
        progress.reached(counters.doneBytes(), plannedBytes);
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                tell();
            }
        } catch (InterruptedException _) {
            // The move is over.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        tell();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
