package io.sendense.ui.run;

import io.sendense.ui.shared.Formats;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A bar and its percent.
final class ProgressCell extends TableCell<DiskRow, Number> {
    private final Formats formats;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label percent = new Label();
    private final HBox row = new HBox(bar, percent);

    ProgressCell(Formats formats) {
        this.formats = formats;
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(40);
        bar.getStyleClass().add("disk-bar");
        HBox.setHgrow(bar, Priority.ALWAYS);
        percent.getStyleClass().add("disk-percent");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setSpacing(8);
    }

    @Override
    protected void updateItem(Number item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        bar.setProgress(item.doubleValue());
        percent.setText(formats.percent(item.doubleValue()));
        setAccessibleText(percent.getText());
        setGraphic(row);
    }
}
