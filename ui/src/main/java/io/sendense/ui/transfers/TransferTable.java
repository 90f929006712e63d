package io.sendense.ui.transfers;

import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;

/// The VMs of a run or of several, a line each, that open to a line for each disk. FX thread only.
public final class TransferTable extends TreeTableView<TransferRow> {
    private static final double ROW_HEIGHT = 30;
    private static final double HEADER_HEIGHT = 32;
    private static final int MOST_ROWS = 9;

    private boolean alone;

    /// An empty table without columns.
    public TransferTable() {
        setShowRoot(false);
        setRoot(new TreeItem<>());
        setFixedCellSize(ROW_HEIGHT);
        setTableMenuButtonVisible(true);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getStyleClass().add("transfers");
    }

    /// Gives the table its columns.
    ///
    /// @param shown from left to right
    /// @param offered more that an operator can turn on
    public void columns(
            Messages messages,
            Formats formats,
            List<TransferColumn> shown,
            List<TransferColumn> offered) {
        TransferColumns columns = new TransferColumns(messages, formats);
        shown.forEach(column -> getColumns().add(columns.of(column)));
        for (TransferColumn column : offered) {
            TreeTableColumn<TransferRow, ?> more = columns.of(column);
            more.setVisible(false);
            getColumns().add(more);
        }
    }

    /// Shows the only VM of a run from now on, open, and is as high as its disks need.
    ///
    /// @param none said until the disks are known
    public void showAlone(TransferRows rows, String none) {
        alone = true;
        expandedItemCountProperty().subscribe(_ -> fit());
        show(rows, none);
    }

    /// Shows these VMs from now on.
    ///
    /// @param none said while there are none
    public void show(TransferRows rows, String none) {
        Label words = new Label(none);
        words.getStyleClass().add("blank-text");
        setPlaceholder(words);
        rows.vms()
                .addListener(
                        (ListChangeListener<VmRow>)
                                change -> {
                                    while (change.next()) {
                                        change.getAddedSubList().forEach(vm -> follow(vm, rows));
                                    }
                                    keep(rows);
                                });
        rows.vms().forEach(vm -> follow(vm, rows));
        keep(rows);
    }

    private void follow(VmRow vm, TransferRows rows) {
        if (alone) {
            vm.disks().addListener((ListChangeListener<DiskRow>) _ -> keep(rows));
        }
    }

    private void keep(TransferRows rows) {
        var items = getRoot().getChildren();
        List<VmRow> shown = shown(rows);
        items.removeIf(item -> shown.stream().noneMatch(vm -> vm == item.getValue()));
        for (VmRow vm : shown) {
            if (items.stream().noneMatch(item -> item.getValue() == vm)) {
                TransferItem item = TransferItem.of(vm);
                item.setExpanded(alone);
                items.add(item);
            }
        }
        if (alone) {
            fit();
        }
    }

    /// A VM that is alone stands there when it has disks: until then there is nothing to tell of
    /// it.
    private List<VmRow> shown(TransferRows rows) {
        List<VmRow> vms = rows.vms();
        return alone && vms.stream().allMatch(vm -> vm.disks().isEmpty()) ? List.of() : vms;
    }

    /// All disks of a usual VM in sight, and never so many that the rest of the page is pushed out.
    private void fit() {
        double rows = Math.clamp(getExpandedItemCount(), 2, MOST_ROWS);
        double height = HEADER_HEIGHT + ROW_HEIGHT * rows + 2;
        setMinHeight(HEADER_HEIGHT + ROW_HEIGHT * Math.min(rows, 3) + 2);
        setPrefHeight(height);
        setMaxHeight(height);
    }
}
