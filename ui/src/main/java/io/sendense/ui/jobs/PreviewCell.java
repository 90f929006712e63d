package io.sendense.ui.jobs;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A VM that the selection holds, and why.
final class PreviewCell extends ListCell<PreviewLine> {
    private final Label name = new Label();
    private final Label detail = new Label();
    private final HBox row;

    PreviewCell() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        detail.getStyleClass().add("backup-detail");
        row = new HBox(name, gap, detail);
        row.getStyleClass().add("preview-row");
        name.setMinWidth(40);
    }

    @Override
    protected void updateItem(PreviewLine item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        name.setText(item.name());
        detail.setText(item.detail());
        setTooltip(new Tooltip(item.name() + "\n" + item.detail()));
        setAccessibleText(item.name() + ", " + item.detail());
        setGraphic(row);
    }
}
