package io.sendense.ui.jobs;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A time zone with its offset. FX thread only.
final class ZoneCell extends ListCell<ZoneChoice> {
    private final Label name = new Label();
    private final Label offset = new Label();
    private final HBox row;

    ZoneCell() {
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        offset.getStyleClass().add("fact-label");
        row = new HBox(name, between, offset);
        row.getStyleClass().add("zone-line");
    }

    @Override
    protected void updateItem(ZoneChoice item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        name.setText(item.name());
        offset.setText(item.offset());
        setGraphic(row);
        setAccessibleText(item.name() + ", " + item.offset());
    }
}
