package io.sendense.ui.nodes;

import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.PercentBar;
import io.sendense.ui.shared.Tone;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

/// How much of a disk is done. FX thread only.
final class ShareCell extends TableCell<LiveRow<PushLine>, Double> {
    private final PercentBar bar;

    private ShareCell(Formats formats) {
        this.bar = new PercentBar(formats);
    }

    static void bind(TableColumn<LiveRow<PushLine>, Double> column, Formats formats) {
        column.setCellValueFactory(features -> features.getValue().value(PushLine::fraction));
        column.setCellFactory(_ -> new ShareCell(formats));
    }

    @Override
    protected void updateItem(Double item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        bar.show(item, Tone.RUNNING);
        setAccessibleText(bar.words());
        setGraphic(bar);
    }
}
