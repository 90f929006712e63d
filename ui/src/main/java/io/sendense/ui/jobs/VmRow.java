package io.sendense.ui.jobs;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// One VM of the shown execution, the same line from its waiting to its end. FX thread only.
final class VmRow {
    private final ReadOnlyObjectWrapper<VmLine> line;

    VmRow(VmLine first) {
        this.line = new ReadOnlyObjectWrapper<>(first);
    }

    void show(VmLine newest) {
        if (!newest.equals(line.get())) {
            line.set(newest);
        }
    }

    VmLine line() {
        return line.get();
    }

    ReadOnlyObjectProperty<VmLine> lineProperty() {
        return line.getReadOnlyProperty();
    }
}
