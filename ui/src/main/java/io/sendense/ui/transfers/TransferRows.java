package io.sendense.ui.transfers;

import io.sendense.ui.shared.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The VMs of one run or of several that belong together, each with its disks; rows stay while
/// their values change. FX thread only.
public final class TransferRows {
    private final Texts texts;
    private final ObservableList<VmRow> vms = FXCollections.observableArrayList();

    public TransferRows(Texts texts) {
        this.texts = texts;
    }

    /// Shows these VMs and no others, new ones behind those that are there.
    public void show(List<VmTransfer> now) {
        Set<String> keys = now.stream().map(VmTransfer::key).collect(Collectors.toSet());
        vms.removeIf(row -> !keys.contains(row.key()));
        Map<String, VmRow> before = new HashMap<>();
        vms.forEach(row -> before.put(row.key(), row));
        for (VmTransfer vm : now) {
            VmRow row = before.get(vm.key());
            if (row == null) {
                vms.add(new VmRow(vm, texts));
            } else {
                row.show(vm);
            }
        }
    }

    public void clear() {
        vms.clear();
    }

    /// A row for each VM.
    public ObservableList<VmRow> vms() {
        return vms;
    }
}
