package io.sendense.ui.run;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// One line of a run's log: time and sentence.
final class EventCell extends ListCell<EventLine> {
    private final Label time = new Label();
    private final Label text = new Label();
    private final HBox row = new HBox(time, text);

    EventCell() {
        time.getStyleClass().add("event-time");
        time.setMinWidth(Label.USE_PREF_SIZE);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        row.getStyleClass().add("event");
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
        setGraphic(row);
        setAccessibleText(line.time() + " " + line.text());
    }
}
