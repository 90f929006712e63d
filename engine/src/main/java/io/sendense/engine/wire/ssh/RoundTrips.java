package io.sendense.engine.wire.ssh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/// The last times a server took to answer; the shortest is the network's.
final class RoundTrips {
    private static final int KEPT = 8;

    private final Deque<Duration> last = new ArrayDeque<>();

    synchronized void took(Duration time) {
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(time);
    }

    synchronized Optional<Duration> shortest() {
        return last.stream().min(Comparator.naturalOrder());
    }
}
