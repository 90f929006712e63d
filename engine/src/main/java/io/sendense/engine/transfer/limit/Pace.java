package io.sendense.engine.transfer.limit;

import java.util.List;

/// How fast bytes may be moved. Thread-safe.
@FunctionalInterface
public interface Pace {
    /// As fast as it goes.
    Pace UNLIMITED = _ -> {};

    /// Waits until so many bytes may be moved.
    void await(long bytes) throws InterruptedException;

    /// The slowest of several.
    static Pace all(List<Pace> paces) {
        List<Pace> each = List.copyOf(paces);
        return bytes -> {
            for (Pace pace : each) {
                pace.await(bytes);
            }
        };
    }
}
