package io.sendense.ui.shared;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// How much of something is done: a bar in the colour of its state, and its percent.
///
/// @param <S> what a row shows
/// @param <T> what the bar is of
public final class BarCell<S, T> extends TableCell<S, T> {
    private final Formats formats;
    private final ToDoubleFunction<T> fraction;
    private final Function<T, Tone> tone;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label percent = new Label();
    private final HBox row = new HBox(bar, percent);

    /// @param fraction from 0 to 1
    public BarCell(Formats formats, ToDoubleFunction<T> fraction, Function<T, Tone> tone) {
        this.formats = formats;
        this.fraction = fraction;
        this.tone = tone;
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(40);
        bar.getStyleClass().addAll("state-bar", "disk-bar");
        HBox.setHgrow(bar, Priority.ALWAYS);
        percent.getStyleClass().add("disk-percent");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setSpacing(8);
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        double done = fraction.applyAsDouble(item);
        bar.setProgress(done);
        Tones.set(bar, tone.apply(item));
        percent.setText(formats.percent(done));
        setAccessibleText(percent.getText());
        setGraphic(row);
    }
}
