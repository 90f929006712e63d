package io.sendense.engine.transfer;

import java.io.IOException;

/// Moves the planned extents of a disk into its target, and accounts for them. Thread-safe.
///
/// What it accounts for is its own word: whoever made the plan compares.
@FunctionalInterface
public interface Mover {
    /// Moves a disk and flushes the target.
    ///
    /// @throws MoveException a piece could not be moved; the target holds some of the others
    /// @throws InterruptedException cancelled: nothing works on the devices any more, and they may
    ///   have been closed for it
    void move(MoveTask task, SumSink sums, MoveCounters counters)
            throws IOException, InterruptedException;
}
