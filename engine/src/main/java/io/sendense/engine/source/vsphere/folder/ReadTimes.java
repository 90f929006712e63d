package io.sendense.engine.source.vsphere.folder;

import java.util.concurrent.atomic.LongAdder;

/// What the requests of one disk have taken so far, in nanoseconds of all together. Thread-safe.
final class ReadTimes {
    private final LongAdder all = new LongAdder();
    private final LongAdder arrival = new LongAdder();

    /// A read has ended, well or not.
    void read(long nanos) {
        all.add(nanos);
    }

    /// So long of it answers came that had begun.
    void arrived(long nanos) {
        arrival.add(nanos);
    }

    long allNanos() {
        return all.sum();
    }

    long arrivalNanos() {
        return arrival.sum();
    }
}
