package io.sendense.ui.run;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.Tones;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/// One line of a run's log: time, level and sentence.
final class EventCell extends ListCell<EventLine> {
    private final Label time = new Label();
    private final StackPane mark = new StackPane();
    private final Label text = new Label();
    private final HBox row = new HBox(time, mark, text);

    EventCell() {
        time.getStyleClass().add("event-time");
        time.setMinWidth(Label.USE_PREF_SIZE);
        mark.getStyleClass().add("event-mark");
        text.getStyleClass().add("event-text");
        text.setMinWidth(0);
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        row.getStyleClass().add("event");
        // As wide as the list: a long sentence goes on in the next line.
        setPrefWidth(0);
        row.prefWidthProperty()
                .bind(
                        Bindings.createDoubleBinding(
                                () -> getWidth() - snappedLeftInset() - snappedRightInset(),
                                widthProperty(),
                                insetsProperty()));
    }

    /// That of the sentence at this width, which the skin would take to be one line.
    @Override
    protected double computePrefHeight(double width) {
        double all = width < 0 ? getWidth() : width;
        return isEmpty()
                ? super.computePrefHeight(width)
                : snappedTopInset()
                        + row.prefHeight(all - snappedLeftInset() - snappedRightInset())
                        + snappedBottomInset();
    }

    @Override
    protected void updateItem(EventLine line, boolean empty) {
        super.updateItem(line, empty);
        if (empty || line == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        time.setText(line.time());
        text.setText(line.text());
        mark.getChildren().setAll(icon(line.level()).node());
        Tones.set(row, tone(line.level()));
        setGraphic(row);
        setAccessibleText(line.time() + " " + line.kind() + ": " + line.text());
    }

    private static Icon icon(LogLevel level) {
        return switch (level) {
            case INFO -> Icon.INFORMATION;
            case WARNING -> Icon.WARNING;
            case ERROR -> Icon.ALERT;
        };
    }

    private static Tone tone(LogLevel level) {
        return switch (level) {
            case INFO -> Tone.NEUTRAL;
            case WARNING -> Tone.WARNING;
            case ERROR -> Tone.DANGER;
        };
    }
}
