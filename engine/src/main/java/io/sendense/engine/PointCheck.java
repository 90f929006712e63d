package io.sendense.engine;

import io.sendense.engine.problem.Problem;
import java.time.Instant;
import java.util.List;

/// The last verification of a restore point. Immutable.
///
/// @param at when it ended
/// @param sound whether everything that was backed up is there and proven
/// @param checkedBytes bytes that were compared with their sums
/// @param problems what was found, the first of them
public record PointCheck(Instant at, boolean sound, long checkedBytes, List<Problem> problems) {
    public PointCheck {
        problems = List.copyOf(problems);
    }
}
