package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ServedReads;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// What a move has done so far, in bytes of the plan. Thread-safe; written by the mover, read by
/// whoever shows progress.
public final class MoveCounters {
    private final LongAdder written = new LongAdder();
    private final LongAdder zeroed = new LongAdder();
    private final LongAdder equal = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder readNanos = new LongAdder();
    private final LongAdder targetNanos = new LongAdder();
    private final LongAdder limitNanos = new LongAdder();
    private final LongAdder allNanos = new LongAdder();
    private volatile Optional<Report> report = Optional.empty();
    private volatile Optional<ServedReads> served = Optional.empty();

    /// What a mover elsewhere has counted so far.
    ///
    /// @param retries number of pieces that were tried again
    public record Report(
            long writtenBytes, long zeroedBytes, long equalBytes, long retries, MoveWaits waits) {}

    /// Shows what a mover elsewhere says, from now on, in place of what was counted here.
    public void show(Report newest) {
        report = Optional.of(newest);
    }

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

    /// The device whose reads are counted, which may know more of them.
    void reading(BlockDevice source) {
        served = source instanceof ServedReads reads ? Optional.of(reads) : Optional.empty();
    }

    void read(long nanos) {
        readNanos.add(nanos);
    }

    void stored(long nanos) {
        targetNanos.add(nanos);
    }

    void limited(long nanos) {
        limitNanos.add(nanos);
    }

    /// All that a piece took, waits included.
    void took(long nanos) {
        allNanos.add(nanos);
    }

    /// Where the time has gone. A device that cannot tell the network from the source counts as
    /// source.
    public MoveWaits waits() {
        return report.map(Report::waits).orElseGet(this::countedWaits);
    }

    private MoveWaits countedWaits() {
        long read = readNanos.sum();
        long network = served.map(reads -> network(reads, read)).orElse(0L);
        long target = targetNanos.sum();
        long limit = limitNanos.sum();
        long rest = allNanos.sum() - read - target - limit;
        return new MoveWaits(read - network, network, target, limit, Math.max(0, rest));
    }

    private static long network(ServedReads reads, long read) {
        // The part first: it must not be more than the whole, which still grows.
        long arrival = reads.arrivalNanos();
        long all = reads.readNanos();
        return all <= 0 ? 0 : Math.clamp(Math.round((double) read * arrival / all), 0, read);
    }

    public long writtenBytes() {
        return report.map(Report::writtenBytes).orElseGet(written::sum);
    }

    public long zeroedBytes() {
        return report.map(Report::zeroedBytes).orElseGet(zeroed::sum);
    }

    /// Bytes found equal to what the parent holds.
    public long equalBytes() {
        return report.map(Report::equalBytes).orElseGet(equal::sum);
    }

    /// Bytes accounted for, in whichever way.
    public long doneBytes() {
        return writtenBytes() + zeroedBytes() + equalBytes();
    }

    /// Number of pieces that were tried again.
    public long retries() {
        return report.map(Report::retries).orElseGet(retries::sum);
    }
}
