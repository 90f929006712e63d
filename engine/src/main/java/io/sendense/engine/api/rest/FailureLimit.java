package io.sendense.engine.api.rest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Counts failed log-ins by the address they come from. Thread-safe.
///
/// Only who fails is held back: a valid token is looked at first and never locked out by others at
/// the same address. So many addresses are remembered at most; the one that was quiet for longest
/// is forgotten.
final class FailureLimit {
    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 1000;

    private final LongSupplier nanos;
    private final Map<String, Deque<Long>> failures =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    /// @param nanos a clock that only goes forward
    FailureLimit(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Records a failure.
    ///
    /// @return how long the address has to wait, if it has failed too often
    synchronized Optional<Duration> failed(String address) {
        long now = nanos.getAsLong();
        Deque<Long> times = failures.computeIfAbsent(address, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.peekFirst() >= WINDOW.toNanos()) {
            times.removeFirst();
        }
        if (times.size() >= MOST) {
            return Optional.of(WINDOW.minusNanos(now - times.peekFirst()));
        }
        times.addLast(now);
        return Optional.empty();
    }
}
