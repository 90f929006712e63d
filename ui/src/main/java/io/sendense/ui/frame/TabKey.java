package io.sendense.ui.frame;

import javafx.event.EventHandler;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Whether the keyboard is on its way with the Tab key, and which way. FX thread only.
///
/// A filter of the scene: it is told of the key before the focus moves by it.
final class TabKey implements EventHandler<InputEvent> {
    private Held held = Held.NO;

    /// Which way the key that is held leads.
    enum Held {
        NO,
        FORWARD,
        BACKWARD
    }

    Held held() {
        return held;
    }

    @Override
    public void handle(InputEvent event) {
        if (event.getEventType() == KeyEvent.KEY_PRESSED
                && event instanceof KeyEvent key
                && key.getCode() == KeyCode.TAB) {
            held = key.isShiftDown() ? Held.BACKWARD : Held.FORWARD;
        } else if (event.getEventType() != KeyEvent.KEY_TYPED) {
            held = Held.NO;
        }
    }
}
