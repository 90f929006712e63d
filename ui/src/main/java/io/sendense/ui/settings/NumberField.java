package io.sendense.ui.settings;

import io.sendense.ui.shared.Formats;
import java.util.OptionalLong;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A number as a text that can be edited. A text that was not touched stands for exactly the number
/// it was made from, also where that has more digits than are shown. FX thread only.
public final class NumberField {
    private static final long MIB = 1 << 20;
    private static final long MOST_PIECES = 10_000;
    private static final long MOST_MIB = 1 << 20;

    private final Formats formats;
    private final long unit;
    private final long most;
    private final Empty empty;
    private final StringProperty text = new SimpleStringProperty("");
    private String shown = "";
    private long exact;

    /// What an empty text means.
    enum Empty {
        IS_ZERO,
        IS_WRONG
    }

    private NumberField(Formats formats, long unit, long most, Empty empty) {
        this.formats = formats;
        this.unit = unit;
        this.most = most;
        this.empty = empty;
    }

    /// From 1 to 10,000.
    static NumberField ofPieces(Formats formats) {
        return new NumberField(formats, 1, MOST_PIECES, Empty.IS_WRONG);
    }

    /// Bytes, shown in MiB, up to 1 TiB.
    static NumberField ofMebibytes(Formats formats, Empty empty) {
        return new NumberField(formats, MIB, MOST_MIB, empty);
    }

    /// Shows a number; zero as an empty text where that means zero.
    void show(long value) {
        exact = value;
        shown = value == 0 && empty == Empty.IS_ZERO ? "" : formats.decimal((double) value / unit);
        text.set(shown);
    }

    StringProperty textProperty() {
        return text;
    }

    boolean isChanged() {
        return !text.get().strip().equals(shown);
    }

    boolean isRight() {
        return read().isPresent();
    }

    /// The number that is written.
    ///
    /// @throws IllegalStateException it is none
    long value() {
        return read().orElseThrow(() -> new IllegalStateException("no number: " + text.get()));
    }

    private OptionalLong read() {
        String written = text.get().strip();
        if (!isChanged()) {
            return OptionalLong.of(exact);
        }
        if (written.isEmpty()) {
            return empty == Empty.IS_ZERO ? OptionalLong.of(0) : OptionalLong.empty();
        }
        return formats.decimal(written).stream()
                .filter(number -> number <= most && (unit > 1 || number == Math.rint(number)))
                .mapToLong(number -> Math.round(number * unit))
                .filter(number -> number >= 1)
                .findFirst();
    }
}
