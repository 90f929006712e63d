package io.sendense.ui.transfers;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.source.change.FullReason;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.util.Arrays;
import java.util.Optional;

/// One disk of a run; updated in place while it is transferred. FX thread only.
public final class DiskRow extends TransferRow {
    private final Texts texts;
    private final int key;

    DiskRow(DiskView disk, Texts texts) {
        this.texts = texts;
        this.key = disk.key();
        show(disk);
    }

    void show(DiskView disk) {
        boolean moving = disk.state() == DiskState.TRANSFERRING;
        label.set(disk.label());
        capacity.set(disk.capacityBytes());
        mode.set(mode(disk));
        boolean known = disk.mode().isPresent();
        planned.set(known ? disk.plannedBytes() : UNKNOWN);
        done.set(known ? disk.doneBytes() : UNKNOWN);
        rate.set(moving ? disk.bytesPerSecond() : 0);
        timeLeft.set(
                moving
                        ? texts.formats()
                                .timeLeft(
                                        disk.plannedBytes() - disk.doneBytes(),
                                        disk.bytesPerSecond())
                        : Formats.NONE);
        skipped.set(known ? skipped(disk) : UNKNOWN);
        result.set(disk.problem().map(texts::view).map(ProblemView::what).orElse(Formats.NONE));
        export.set(disk.export().orElse(Formats.NONE));
        transport.set(disk.transport().orElse(Formats.NONE));
        state.set(state(disk));
        progress.set(new DiskProgress(fraction(disk), state.get().tone()));
    }

    static long skipped(DiskView disk) {
        return disk.zeroedBytes() + disk.equalBytes();
    }

    /// Done of planned; a completed disk is full even where nothing had to be read.
    private static double fraction(DiskView disk) {
        if (disk.state() == DiskState.COMPLETED) {
            return 1;
        }
        return disk.plannedBytes() == 0 ? 0 : (double) disk.doneBytes() / disk.plannedBytes();
    }

    private String mode(DiskView disk) {
        Messages messages = texts.messages();
        Optional<String> reason = disk.fullReason().flatMap(DiskRow::reason).map(this::text);
        return disk.mode()
                .map(mode ->
                        switch (mode) {
                            case INCREMENTAL -> messages.text("run.mode.incremental");
                            case COMPARE ->
                                    reason.map(why -> messages.text("run.mode.compare.why", why))
                                            .orElse(messages.text("run.mode.compare"));
                            case FULL ->
                                    reason.map(why -> messages.text("run.mode.full.why", why))
                                            .orElse(messages.text("run.mode.full"));
                        })
                .orElse(Formats.NONE);
    }

    private static Optional<FullReason> reason(String name) {
        return Arrays.stream(FullReason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst();
    }

    private String text(FullReason reason) {
        Messages messages = texts.messages();
        return switch (reason) {
            case REQUESTED -> messages.text("run.full.requested");
            case FIRST_POINT -> messages.text("run.full.first");
            case NO_CHANGE_ID -> messages.text("run.full.untracked");
            case PARENT_HAS_NO_CHANGE_ID -> messages.text("run.full.parent.untracked");
            case TRACKING_RESET -> messages.text("run.full.reset");
            case SNAPSHOT_OLDER_THAN_PARENT -> messages.text("run.full.older.snapshot");
            case RESIZED -> messages.text("run.full.resized");
            case QUERY_REFUSED -> messages.text("run.full.refused");
            case QUERY_INCOMPLETE -> messages.text("run.full.incomplete");
            case PARENT_UNUSABLE -> messages.text("run.full.parent.unusable");
            case SUMS_UNUSABLE -> messages.text("run.full.sums.unusable");
        };
    }

    private Badge state(DiskView disk) {
        Messages messages = texts.messages();
        return switch (disk.state()) {
            case WAITING -> new Badge(messages.text("disk.waiting"), Tone.NEUTRAL);
            case TRANSFERRING -> new Badge(messages.text("disk.transferring"), Tone.RUNNING);
            case COMPLETED -> new Badge(messages.text("state.completed"), Tone.SUCCESS);
            case FAILED -> new Badge(messages.text("state.failed"), Tone.DANGER);
            case CANCELLED -> new Badge(messages.text("state.cancelled"), Tone.NEUTRAL);
        };
    }

    int key() {
        return key;
    }
}
