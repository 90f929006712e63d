package io.sendense.ui.frame;

import java.util.function.Consumer;

/// Something the operator has to decide. Immutable.
///
/// @param confirm text of the button that does it
/// @param cancel text of the button that does not; the safe one, chosen by Escape
public record Question(String title, String text, String confirm, String cancel) {

    /// Asks. FX thread only.
    @FunctionalInterface
    public interface Asker {
        /// Shows a question; `answered` is told once whether the operator confirmed.
        void ask(Question question, Consumer<Boolean> answered);
    }
}
