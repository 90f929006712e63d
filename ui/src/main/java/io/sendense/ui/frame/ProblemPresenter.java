package io.sendense.ui.frame;

import io.sendense.engine.problem.Problem;

/// Shows a problem to the operator in a dialog: what happened, why, what to do. FX thread only.
@FunctionalInterface
public interface ProblemPresenter {
    void present(Problem problem);
}
