package io.sendense.engine;

import io.sendense.engine.problem.Problem;
import java.util.List;

/// What a check of a whole repository found. Immutable.
///
/// @param points how many restore points were looked at
/// @param damaged how many of them have lost something
/// @param checkedBytes bytes that were compared with their sums; 0 unless data was read
/// @param problems everything that was found, the restore points' first
public record RepositoryCheck(
        String name, int points, int damaged, long checkedBytes, List<Problem> problems) {
    public RepositoryCheck {
        problems = List.copyOf(problems);
    }

    /// Whether everything that was looked at is as it was stored.
    public boolean sound() {
        return damaged == 0 && problems.isEmpty();
    }
}
