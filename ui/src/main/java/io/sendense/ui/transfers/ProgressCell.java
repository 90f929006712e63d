package io.sendense.ui.transfers;

import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.PercentBar;
import javafx.scene.control.TreeTableCell;

/// How much of a line is done, in the table of VMs and disks.
final class ProgressCell extends TreeTableCell<TransferRow, DiskProgress> {
    private final PercentBar bar;

    ProgressCell(Formats formats) {
        this.bar = new PercentBar(formats);
    }

    @Override
    protected void updateItem(DiskProgress item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        bar.show(item.fraction(), item.tone());
        setAccessibleText(bar.words());
        setGraphic(bar);
    }
}
