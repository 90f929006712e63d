package io.sendense.ui.transfers;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Texts;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One VM, with the sums of its disks, and the disks below it. FX thread only.
public final class VmRow extends TransferRow {
    private final String key;
    private final Texts texts;
    private final ObservableList<DiskRow> disks = FXCollections.observableArrayList();

    VmRow(VmTransfer first, Texts texts) {
        this.key = first.key();
        this.texts = texts;
        show(first);
    }

    void show(VmTransfer vm) {
        Optional<RunView> run = vm.run();
        List<DiskView> all = run.map(RunView::disks).orElse(List.of());
        List<DiskView> moving =
                all.stream().filter(disk -> disk.state() == DiskState.TRANSFERRING).toList();
        long perSecond = moving.stream().mapToLong(DiskView::bytesPerSecond).sum();
        boolean known = all.stream().anyMatch(disk -> disk.mode().isPresent());
        long toDo = run.map(RunView::plannedBytes).orElse(0L);
        long through = run.map(RunView::doneBytes).orElse(0L);
        label.set(vm.name());
        vcenter.set(vm.vcenter());
        result.set(vm.result());
        capacity.set(all.stream().mapToLong(DiskView::capacityBytes).sum());
        planned.set(known ? toDo : UNKNOWN);
        done.set(known ? through : UNKNOWN);
        skipped.set(known ? all.stream().mapToLong(DiskRow::skipped).sum() : UNKNOWN);
        rate.set(perSecond);
        timeLeft.set(
                moving.isEmpty()
                        ? Formats.NONE
                        : texts.formats().timeLeft(toDo - through, perSecond));
        List<String> ways =
                all.stream().flatMap(disk -> disk.transport().stream()).distinct().toList();
        transport.set(ways.size() == 1 ? ways.getFirst() : Formats.NONE);
        state.set(vm.state());
        progress.set(new DiskProgress(vm.fraction(), vm.state().tone()));
        showDisks(all);
    }

    private void showDisks(List<DiskView> views) {
        disks.removeIf(row -> views.stream().noneMatch(view -> view.key() == row.key()));
        for (DiskView view : views) {
            disks.stream()
                    .filter(row -> row.key() == view.key())
                    .findFirst()
                    .ifPresentOrElse(
                            row -> row.show(view), () -> disks.add(new DiskRow(view, texts)));
        }
    }

    /// What tells it from others.
    public String key() {
        return key;
    }

    /// A row for each disk, once the disks are known.
    public ObservableList<DiskRow> disks() {
        return disks;
    }
}
