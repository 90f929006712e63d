package io.sendense.ui.frame;

import java.util.function.Consumer;

/// What the operator is asked when the window is closed while runs are living. Immutable.
///
/// @param runs how many are living, at least 1
/// @param tray whether the console can go on in the tray; else its window is minimised
/// @param answered told once
public record ClosingQuestion(int runs, boolean tray, Consumer<Answer> answered) {
    /// What the operator wants.
    public enum Choice {
        KEEP_RUNNING,
        STOP,
        GO_BACK
    }

    /// What the operator has answered.
    ///
    /// @param always whether it holds for the next times too
    public record Answer(Choice choice, boolean always) {}
}
