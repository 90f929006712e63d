package io.sendense.ui.shared;

import javafx.scene.Node;

/// Colours nodes by what they say. FX thread only.
public final class Tones {
    private Tones() {}

    /// Gives a node the style class of this tone and of no other.
    public static void set(Node node, Tone tone) {
        for (Tone other : Tone.values()) {
            node.getStyleClass().remove(other.style());
        }
        node.getStyleClass().add(tone.style());
    }
}
