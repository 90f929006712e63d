package io.sendense.ui.frame;

import java.util.function.Consumer;

/// What the operator is asked when the window is closed while something depends on the console.
/// Immutable.
///
/// @param tray whether the console can go on in the tray; else its window is minimised
/// @param answered told once
public record ClosingQuestion(Reason reason, boolean tray, Consumer<Answer> answered) {
    /// What depends on the console.
    public sealed interface Reason {
        /// Runs that are living.
        ///
        /// @param count at least 1
        record Runs(int count) implements Reason {}

        /// Jobs that run by their schedule.
        ///
        /// @param count at least 1
        /// @param next name and time of the one that is due first: `Nightly, today, 22:00`
        record Jobs(int count, String next) implements Reason {}
    }

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
