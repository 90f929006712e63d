package io.sendense.ui.run;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// One line of a transfer: a VM, or one of its disks; updated in place while it goes on. Sizes are
/// bytes. FX thread only.
abstract sealed class TransferRow permits VmRow, DiskRow {
    final ReadOnlyStringWrapper label = new ReadOnlyStringWrapper("");
    final ReadOnlyLongWrapper capacity = new ReadOnlyLongWrapper();
    final ReadOnlyStringWrapper mode = new ReadOnlyStringWrapper(Formats.NONE);
    final ReadOnlyLongWrapper planned = new ReadOnlyLongWrapper();
    final ReadOnlyLongWrapper done = new ReadOnlyLongWrapper();
    final ReadOnlyLongWrapper skipped = new ReadOnlyLongWrapper();
    final ReadOnlyObjectWrapper<DiskProgress> progress =
            new ReadOnlyObjectWrapper<>(DiskProgress.NONE);
    final ReadOnlyLongWrapper rate = new ReadOnlyLongWrapper();
    final ReadOnlyStringWrapper timeLeft = new ReadOnlyStringWrapper(Formats.NONE);
    final ReadOnlyStringWrapper export = new ReadOnlyStringWrapper(Formats.NONE);
    final ReadOnlyStringWrapper transport = new ReadOnlyStringWrapper(Formats.NONE);
    final ReadOnlyObjectWrapper<Badge> state = new ReadOnlyObjectWrapper<>(Badge.NONE);

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

    /// What of the done was not written as data: zero, or equal to the last restore point.
    ReadOnlyLongProperty skippedProperty() {
        return skipped.getReadOnlyProperty();
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

    /// How the bytes come.
    ReadOnlyStringProperty transportProperty() {
        return transport.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Badge> stateProperty() {
        return state.getReadOnlyProperty();
    }
}
