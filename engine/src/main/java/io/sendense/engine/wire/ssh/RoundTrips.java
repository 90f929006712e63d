package io.sendense.engine.wire.ssh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/// The last times a server took to answer; the shortest is the network's.
final class RoundTrips {
    private static final int KEPT = 8;

    /// What an export should reach, if network and processors let it.
    private static final long EXPORT_BYTES_PER_SECOND = 200_000_000;

    /// What of the window of a channel is usable where JSch cannot be hooked.
    private static final int PLAIN_WINDOW_BYTES = 64 << 10;

    private static final int FEWEST_CONNECTIONS = 4;
    private static final int MOST_CONNECTIONS = 16;

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

    /// How many connections of an export keep enough in flight for the round trip.
    int connections() {
        long window =
                ChannelHook.find().isPresent() ? WindowQueue.WINDOW_BYTES : PLAIN_WINDOW_BYTES;
        double seconds = shortest().orElse(Duration.ZERO).toNanos() / 1e9;
        double needed = Math.ceil(EXPORT_BYTES_PER_SECOND * seconds / window);
        return (int) Math.clamp(needed, FEWEST_CONNECTIONS, MOST_CONNECTIONS);
    }
}
