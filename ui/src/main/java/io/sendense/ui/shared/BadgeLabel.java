package io.sendense.ui.shared;

import javafx.scene.control.Label;

/// Shows a [Badge] as a small coloured label. FX thread only.
public final class BadgeLabel extends Label {
    public BadgeLabel() {
        getStyleClass().add("badge");
        setMinWidth(USE_PREF_SIZE);
    }

    public void show(Badge badge) {
        setText(badge.text());
        setVisible(!badge.text().isEmpty());
        Tones.set(this, badge.tone());
    }
}
