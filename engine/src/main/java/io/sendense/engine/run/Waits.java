package io.sendense.engine.run;

import java.time.Duration;

/// Where the time of a disk's move has gone, summed up over the pieces that were moved at once:
/// four pieces that wait for a second have waited for four. Immutable.
///
/// @param source waits for the source to answer: until the first byte of what was asked for. All of
///   reading, where the way of the bytes cannot tell
/// @param network waits for the rest of answers that had begun
/// @param target waits until writes and the flush were acknowledged
/// @param limit waits for leave: bandwidth, reads at a host or datastore
/// @param rest what was no such wait: looking at the bytes, sums, waiting for a buffer
public record Waits(
        Duration source, Duration network, Duration target, Duration limit, Duration rest) {
    public static final Waits NONE =
            new Waits(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /// All of it.
    public Duration total() {
        return source.plus(network).plus(target).plus(limit).plus(rest);
    }

    /// Of two disks together.
    public Waits and(Waits other) {
        return new Waits(
                source.plus(other.source),
                network.plus(other.network),
                target.plus(other.target),
                limit.plus(other.limit),
                rest.plus(other.rest));
    }

    /// How much of the total one of them is, from 0 to 1; 0 where there is no total.
    public double share(Duration one) {
        long all = total().toNanos();
        return all == 0 ? 0 : (double) one.toNanos() / all;
    }
}
