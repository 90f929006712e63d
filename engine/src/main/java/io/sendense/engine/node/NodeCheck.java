package io.sendense.engine.node;

import io.sendense.engine.problem.Problem;
import java.util.List;
import java.util.Optional;

/// What a test of a node found. Immutable.
///
/// @param results one for each step, in their order
/// @param version of the program there; absent where it was not reached
public record NodeCheck(List<Result> results, Optional<String> version) {
    public NodeCheck {
        results = List.copyOf(results);
    }

    /// Whether nothing stands against a backup through this node.
    public boolean passed() {
        return results.stream()
                .allMatch(result ->
                        result.outcome() == Outcome.PASSED || result.outcome() == Outcome.WARNED);
    }

    /// How a step ended.
    public enum Outcome {
        PASSED,
        /// It can be worked with, but not as it should be.
        WARNED,
        FAILED,
        /// Not looked at, as an earlier step failed.
        NOT_TRIED
    }

    /// One step.
    ///
    /// @param problem what is wrong; present where it failed or is warned of
    public record Result(NodeCheckStep step, Outcome outcome, Optional<Problem> problem) {
        public Result {
            boolean told = outcome == Outcome.FAILED || outcome == Outcome.WARNED;
            if (told != problem.isPresent()) {
                throw new IllegalArgumentException(step + " " + outcome + " with " + problem);
            }
        }
    }
}
