package io.sendense.ui.transfers;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// One line of a transfer: a VM, or one of its disks; updated in place while it goes on. Sizes are
/// bytes, and -1 until they are known. FX thread only.
public abstract sealed class TransferRow permits VmRow, DiskRow {
    /// Bytes that nobody has counted yet.
    static final long UNKNOWN = -1;

    final ReadOnlyStringWrapper label = new ReadOnlyStringWrapper("");
    final ReadOnlyStringWrapper vcenter = new ReadOnlyStringWrapper(Formats.NONE);
    final ReadOnlyStringWrapper result = new ReadOnlyStringWrapper(Formats.NONE);
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

    /// The VM's name, or the disk's label.
    public ReadOnlyStringProperty labelProperty() {
        return label.getReadOnlyProperty();
    }

    /// The connection to the vCenter; a dash for a disk.
    ReadOnlyStringProperty vcenterProperty() {
        return vcenter.getReadOnlyProperty();
    }

    /// What came of it, or why nothing did; a dash while there is nothing to tell.
    public ReadOnlyStringProperty resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// How large it is.
    public ReadOnlyLongProperty capacityProperty() {
        return capacity.getReadOnlyProperty();
    }

    /// Full or incremental, and why full.
    public ReadOnlyStringProperty modeProperty() {
        return mode.getReadOnlyProperty();
    }

    public ReadOnlyLongProperty plannedProperty() {
        return planned.getReadOnlyProperty();
    }

    public ReadOnlyLongProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    /// What of the done was not written as data: zero, or equal to the last restore point.
    public ReadOnlyLongProperty skippedProperty() {
        return skipped.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<DiskProgress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    public ReadOnlyLongProperty rateProperty() {
        return rate.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty timeLeftProperty() {
        return timeLeft.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty exportProperty() {
        return export.getReadOnlyProperty();
    }

    /// How the bytes come.
    public ReadOnlyStringProperty transportProperty() {
        return transport.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Badge> stateProperty() {
        return state.getReadOnlyProperty();
    }
}
