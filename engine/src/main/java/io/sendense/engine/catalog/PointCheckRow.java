package io.sendense.engine.catalog;

import io.sendense.engine.problem.Problem;
import java.time.Instant;
import java.util.List;

/// What one verification of a restore point found. Immutable.
///
/// @param at when it ended; kept to the microsecond
/// @param ok whether everything that was backed up is there and proven
/// @param checkedBytes bytes that were compared with their sums
/// @param problems what was found; some where it is not ok
public record PointCheckRow(
        String point, Instant at, boolean ok, long checkedBytes, List<Problem> problems) {
    public PointCheckRow {
        if (!ok && problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the verification of " + point + " failed for no reason");
        }
        at = Values.stored(at);
        problems = List.copyOf(problems);
    }
}
