package io.sendense.engine.backup;

import io.sendense.engine.run.Waits;
import io.sendense.engine.transfer.MoveWaits;
import java.time.Duration;

/// Where the time of a move has gone: as the mover counts it, in nanoseconds, and as it is shown
/// and kept. Stateless.
public final class MoveTimes {
    private MoveTimes() {}

    public static Waits shown(MoveWaits counted) {
        return new Waits(
                Duration.ofNanos(counted.source()),
                Duration.ofNanos(counted.network()),
                Duration.ofNanos(counted.target()),
                Duration.ofNanos(counted.limit()),
                Duration.ofNanos(counted.rest()));
    }

    public static MoveWaits counted(Waits shown) {
        return new MoveWaits(
                shown.source().toNanos(),
                shown.network().toNanos(),
                shown.target().toNanos(),
                shown.limit().toNanos(),
                shown.rest().toNanos());
    }
}
