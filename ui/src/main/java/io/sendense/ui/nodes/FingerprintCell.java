package io.sendense.ui.nodes;

import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;

/// A host key's fingerprint: its beginning, with all of it in the tooltip. FX thread only.
final class FingerprintCell extends TableCell<LiveRow<NodeLine>, String> {
    private FingerprintCell() {
        getStyleClass().add("command-text");
    }

    static void bind(TableColumn<LiveRow<NodeLine>, String> column) {
        column.setCellValueFactory(features -> features.getValue().value(NodeLine::hostKey));
        column.setCellFactory(_ -> new FingerprintCell());
    }

    @Override
    protected void updateItem(String item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setText(null);
            setTooltip(null);
            return;
        }
        setText(NodeLine.shortened(item));
        setTooltip(new Tooltip(item));
    }
}
