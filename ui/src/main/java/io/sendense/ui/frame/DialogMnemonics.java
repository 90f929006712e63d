package io.sendense.ui.frame;

import java.util.List;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.Mnemonic;

/// Keeps mnemonics inside a dialog. What lies below it has some too, a few the same as the
/// dialog's, and JavaFX knows nothing of dialogs inside a window. FX thread only.
///
/// A filter of the window: those of the scene come after its mnemonics.
final class DialogMnemonics implements EventHandler<KeyEvent> {
    private final Node dialog;
    private boolean pressed;

    DialogMnemonics(Node dialog) {
        this.dialog = dialog;
    }

    @Override
    public void handle(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_PRESSED) {
            onPressed(event);
        } else if (pressed && event.getEventType() == KeyEvent.KEY_TYPED) {
            // The character of the same key press.
            event.consume();
        }
    }

    private void onPressed(KeyEvent event) {
        List<Mnemonic> meant =
                dialog.getScene().getMnemonics().entrySet().stream()
                        .filter(entry -> entry.getKey().match(event))
                        .flatMap(entry -> entry.getValue().stream())
                        .toList();
        pressed = !meant.isEmpty();
        if (pressed) {
            event.consume();
            meant.stream()
                    .filter(mnemonic -> Focus.isUsable(mnemonic.getNode(), dialog))
                    .findFirst()
                    .ifPresent(DialogMnemonics::fire);
        }
    }

    private static void fire(Mnemonic mnemonic) {
        mnemonic.getNode().requestFocus();
        mnemonic.fire();
    }
}
