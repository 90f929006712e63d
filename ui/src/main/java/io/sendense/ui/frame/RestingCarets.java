package io.sendense.ui.frame;

import io.sendense.ui.shared.Tasks;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextInputControlSkin;

/// Stops the blinking of a text field's caret when the keyboard leaves it. JavaFX starts it again
/// as it clears the selection, and would then wake sixty times a second for nothing. FX thread
/// only.
public final class RestingCarets {
    private RestingCarets() {}

    /// Does so for every field of this scene, for good.
    public static void watch(Scene scene, Tasks tasks) {
        scene.focusOwnerProperty()
                .subscribe((left, _) -> {
                    if (left instanceof TextInputControl field) {
                        tasks.onScreen(() -> rest(field));
                    }
                });
    }

    private static void rest(TextInputControl field) {
        if (!field.isFocused() && field.getSkin() instanceof TextInputControlSkin<?> skin) {
            skin.setCaretAnimating(false);
        }
    }
}
