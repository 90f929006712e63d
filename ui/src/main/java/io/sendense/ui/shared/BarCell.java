package io.sendense.ui.shared;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.scene.control.TableCell;

/// How much of a row is done, in a table.
///
/// @param <S> what a row shows
/// @param <T> what the bar is of
public final class BarCell<S, T> extends TableCell<S, T> {
    private final ToDoubleFunction<T> fraction;
    private final Function<T, Tone> tone;
    private final PercentBar bar;

    /// @param fraction from 0 to 1
    public BarCell(Formats formats, ToDoubleFunction<T> fraction, Function<T, Tone> tone) {
        this.bar = new PercentBar(formats);
        this.fraction = fraction;
        this.tone = tone;
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        bar.show(fraction.applyAsDouble(item), tone.apply(item));
        setAccessibleText(bar.words());
        setGraphic(bar);
    }
}
