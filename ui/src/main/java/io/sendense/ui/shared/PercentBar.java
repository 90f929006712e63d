package io.sendense.ui.shared;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// How much of something is done: a bar in the colour of its state, and its percent. FX thread.
public final class PercentBar extends HBox {
    private final Formats formats;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label percent = new Label();

    /// An empty bar.
    public PercentBar(Formats formats) {
        this.formats = formats;
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(40);
        bar.getStyleClass().addAll("state-bar", "disk-bar");
        HBox.setHgrow(bar, Priority.ALWAYS);
        percent.getStyleClass().add("disk-percent");
        getChildren().addAll(bar, percent);
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(8);
    }

    /// Shows a share of the whole.
    ///
    /// @param fraction from 0 to 1
    public void show(double fraction, Tone tone) {
        bar.setProgress(fraction);
        Tones.set(bar, tone);
        percent.setText(formats.percent(fraction));
    }

    /// The percent as it is written.
    public String words() {
        return percent.getText();
    }
}
