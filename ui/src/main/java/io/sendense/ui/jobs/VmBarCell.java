package io.sendense.ui.jobs;

import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Tones;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// How much of a VM's plan is done, in the colour of its state.
final class VmBarCell extends TableCell<VmRow, VmLine> {
    private final Formats formats;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label percent = new Label();
    private final HBox row = new HBox(bar, percent);

    VmBarCell(Formats formats) {
        this.formats = formats;
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(40);
        bar.getStyleClass().addAll("state-bar", "disk-bar");
        HBox.setHgrow(bar, Priority.ALWAYS);
        percent.getStyleClass().add("disk-percent");
        row.setAlignment(Pos.CENTER_LEFT);
        row.setSpacing(8);
    }

    @Override
    protected void updateItem(VmLine item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        bar.setProgress(item.fraction());
        Tones.set(bar, item.state().tone());
        percent.setText(formats.percent(item.fraction()));
        setAccessibleText(percent.getText());
        setGraphic(row);
    }
}
