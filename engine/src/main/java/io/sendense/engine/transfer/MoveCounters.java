package io.sendense.engine.transfer;

import java.util.concurrent.atomic.LongAdder;

/// What a move has done so far, in bytes of the plan. Thread-safe; written by the mover, read by
/// whoever shows progress.
public final class MoveCounters {
    private final LongAdder written = new LongAdder();
    private final LongAdder zeroed = new LongAdder();
    private final LongAdder equal = new LongAdder();
    private final LongAdder retries = new LongAdder();

    void written(long bytes) {
        written.add(bytes);
    }

    void zeroed(long bytes) {
        zeroed.add(bytes);
    }

    void equal(long bytes) {
        equal.add(bytes);
    }

    void retried() {
        retries.increment();
    }

    public long writtenBytes() {
        return written.sum();
    }

    public long zeroedBytes() {
        return zeroed.sum();
    }

    /// Bytes found equal to what the parent holds.
    public long equalBytes() {
        return equal.sum();
    }

    /// Bytes accounted for, in whichever way.
    public long doneBytes() {
        return writtenBytes() + zeroedBytes() + equalBytes();
    }

    /// Number of pieces that were tried again.
    public long retries() {
        return retries.sum();
    }
}
