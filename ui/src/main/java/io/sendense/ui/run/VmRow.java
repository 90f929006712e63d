package io.sendense.ui.run;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Texts;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One run's VM, with the sums of its disks, and the disks below it. FX thread only.
final class VmRow extends TransferRow {
    private final RunId run;
    private final Texts texts;
    private final RunWords words;
    private final ObservableList<DiskRow> disks = FXCollections.observableArrayList();

    VmRow(RunView first, Texts texts) {
        this.run = first.id();
        this.texts = texts;
        this.words = new RunWords(texts);
        show(first);
    }

    void show(RunView view) {
        List<DiskView> moving =
                view.disks().stream()
                        .filter(disk -> disk.state() == DiskState.TRANSFERRING)
                        .toList();
        long perSecond = moving.stream().mapToLong(DiskView::bytesPerSecond).sum();
        label.set(view.vmName());
        capacity.set(view.disks().stream().mapToLong(DiskView::capacityBytes).sum());
        planned.set(view.plannedBytes());
        done.set(view.doneBytes());
        skipped.set(
                view.disks().stream()
                        .mapToLong(disk -> disk.zeroedBytes() + disk.equalBytes())
                        .sum());
        rate.set(perSecond);
        timeLeft.set(
                moving.isEmpty()
                        ? Formats.NONE
                        : texts.formats()
                                .timeLeft(view.plannedBytes() - view.doneBytes(), perSecond));
        List<String> ways =
                view.disks().stream()
                        .flatMap(disk -> disk.transport().stream())
                        .distinct()
                        .toList();
        transport.set(ways.size() == 1 ? ways.getFirst() : Formats.NONE);
        state.set(words.badge(view));
        progress.set(new DiskProgress(words.fraction(view), state.get().tone()));
        showDisks(view.disks());
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

    RunId run() {
        return run;
    }

    ObservableList<DiskRow> disks() {
        return disks;
    }
}
