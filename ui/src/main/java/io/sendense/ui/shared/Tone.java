package io.sendense.ui.shared;

/// What a state means to the one who looks, and so its colour.
public enum Tone {
    NEUTRAL("neutral"),
    RUNNING("running"),
    SUCCESS("success"),
    WARNING("warning"),
    DANGER("danger");

    private final String style;

    Tone(String style) {
        this.style = style;
    }

    /// Name of the style class.
    public String style() {
        return style;
    }
}
