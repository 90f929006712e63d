package io.sendense.ui.points;

import io.sendense.engine.repository.export.ExportFormat;
import io.sendense.ui.shared.Messages;
import java.util.List;

/// A format in which a disk can be exported. Immutable.
///
/// @param ending of its files: `raw`
record FormatChoice(ExportFormat format, String label, String ending) {

    static List<FormatChoice> all(Messages messages) {
        return List.of(
                new FormatChoice(ExportFormat.RAW, messages.text("points.export.raw"), "raw"),
                new FormatChoice(ExportFormat.QCOW2, messages.text("points.export.qcow2"), "qcow2"),
                new FormatChoice(ExportFormat.VMDK, messages.text("points.export.vmdk"), "vmdk"));
    }

    @Override
    public String toString() {
        return label;
    }
}
