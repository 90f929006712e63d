package io.sendense.ui.shared;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/// Sets up boxes in which one of a few values is chosen. FX thread only.
public final class Choices {
    private Choices() {}

    /// Shows these values in words, and the one that holds; what is chosen holds from then on.
    public static <T> void bind(
            ComboBox<T> box, List<T> values, Property<T> chosen, Function<T, String> words) {
        box.getItems().setAll(values);
        box.setConverter(new Words<>(values, words));
        box.valueProperty().bindBidirectional(chosen);
    }

    private static final class Words<T> extends StringConverter<T> {
        private final List<T> values;
        private final Function<T, String> words;

        private Words(List<T> values, Function<T, String> words) {
            this.values = values;
            this.words = words;
        }

        @Override
        public String toString(T value) {
            return value == null ? "" : words.apply(value);
        }

        @Override
        public T fromString(String text) {
            return values.stream()
                    .filter(value -> words.apply(value).equals(text))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
