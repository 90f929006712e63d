package io.sendense.ui.run;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.source.change.FullReason;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.util.Arrays;
import java.util.Optional;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// One disk of a run; updated in place while it is transferred. FX thread only.
final class DiskRow {
    private final Texts texts;
    private final int key;
    private final ReadOnlyStringWrapper label = new ReadOnlyStringWrapper("");
    private final ReadOnlyLongWrapper capacity = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper mode = new ReadOnlyStringWrapper("");
    private final ReadOnlyLongWrapper planned = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper done = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<DiskProgress> progress =
            new ReadOnlyObjectWrapper<>(DiskProgress.NONE);
    private final ReadOnlyLongWrapper rate = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper timeLeft = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper export = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Badge> state = new ReadOnlyObjectWrapper<>(Badge.NONE);

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
        planned.set(disk.plannedBytes());
        done.set(disk.doneBytes());
        rate.set(moving ? disk.bytesPerSecond() : 0);
        timeLeft.set(
                moving
                        ? texts.formats()
                                .timeLeft(
                                        disk.plannedBytes() - disk.doneBytes(),
                                        disk.bytesPerSecond())
                        : Formats.NONE);
        export.set(disk.export().orElse(Formats.NONE));
        state.set(state(disk));
        progress.set(new DiskProgress(fraction(disk), state.get().tone()));
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

    ReadOnlyStringProperty labelProperty() {
        return label.getReadOnlyProperty();
    }

    ReadOnlyLongProperty capacityProperty() {
        return capacity.getReadOnlyProperty();
    }

    /// Full or incremental, and why full.
    ReadOnlyStringProperty modeProperty() {
        return mode.getReadOnlyProperty();
    }

    ReadOnlyLongProperty plannedProperty() {
        return planned.getReadOnlyProperty();
    }

    ReadOnlyLongProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<DiskProgress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    ReadOnlyLongProperty rateProperty() {
        return rate.getReadOnlyProperty();
    }

    ReadOnlyStringProperty timeLeftProperty() {
        return timeLeft.getReadOnlyProperty();
    }

    ReadOnlyStringProperty exportProperty() {
        return export.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Badge> stateProperty() {
        return state.getReadOnlyProperty();
    }
}
