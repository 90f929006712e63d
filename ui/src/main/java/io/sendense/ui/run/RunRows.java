package io.sendense.ui.run;

import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Texts;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The VMs of one run or of several that belong together, each with its disks; rows stay while
/// their values change. FX thread only.
public final class RunRows {
    private final Texts texts;
    private final ObservableList<VmRow> vms = FXCollections.observableArrayList();

    public RunRows(Texts texts) {
        this.texts = texts;
    }

    /// Shows these runs and no others, new ones behind those that are there.
    public void show(List<RunView> runs) {
        vms.removeIf(row -> runs.stream().noneMatch(run -> run.id().equals(row.run())));
        for (RunView run : runs) {
            vms.stream()
                    .filter(row -> row.run().equals(run.id()))
                    .findFirst()
                    .ifPresentOrElse(row -> row.show(run), () -> vms.add(new VmRow(run, texts)));
        }
    }

    public void clear() {
        vms.clear();
    }

    /// A row for each run.
    ObservableList<VmRow> vms() {
        return vms;
    }
}
