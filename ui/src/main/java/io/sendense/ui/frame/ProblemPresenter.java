package io.sendense.ui.frame;

import io.sendense.engine.problem.Problem;
import java.util.Optional;

/// Shows a problem to the operator in a dialog: what happened, why, what to do, when and where. FX
/// thread only.
@FunctionalInterface
public interface ProblemPresenter {
    /// Shows a problem.
    ///
    /// @param occasion absent for what happened just now and apart from any run
    void present(Problem problem, Optional<Occasion> occasion);

    /// Shows what happened just now.
    default void present(Problem problem) {
        present(problem, Optional.empty());
    }
}
