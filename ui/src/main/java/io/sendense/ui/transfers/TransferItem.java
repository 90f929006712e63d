package io.sendense.ui.transfers;

import javafx.collections.ListChangeListener;
import javafx.scene.control.TreeItem;

/// A line in the tree of transfers: a VM that keeps its disks below it, or a disk. FX thread only.
final class TransferItem extends TreeItem<TransferRow> {
    private TransferItem(TransferRow row) {
        super(row);
    }

    /// A VM with its disks, those that come later too.
    static TransferItem of(VmRow vm) {
        TransferItem item = new TransferItem(vm);
        vm.disks().addListener((ListChangeListener<DiskRow>) _ -> item.keep(vm));
        item.keep(vm);
        return item;
    }

    private void keep(VmRow vm) {
        getChildren().removeIf(child -> !vm.disks().contains(child.getValue()));
        for (DiskRow disk : vm.disks()) {
            if (getChildren().stream().noneMatch(child -> child.getValue() == disk)) {
                getChildren().add(new TransferItem(disk));
            }
        }
    }
}
