package io.sendense.ui.transfers;

/// What a table of VMs and disks can say of each line.
public enum TransferColumn {
    /// The VM, or the disk's label.
    NAME("name", 160),
    /// The connection to the vCenter of the VM.
    VCENTER("vcenter", 150),
    /// Full or incremental, and why full.
    MODE("mode", 112),
    PROGRESS("progress", 120),
    DONE("done", 76),
    PLANNED("planned", 76),
    SKIPPED("skipped", 102),
    RATE("rate", 94),
    LEFT("left", 88),
    EXPORT("export", 108),
    TRANSPORT("transport", 76),
    STATE("state", 128),
    SIZE("size", 76),
    /// What came of it.
    RESULT("result", 280);

    private final String id;
    private final double width;

    TransferColumn(String id, double width) {
        this.id = id;
        this.width = width;
    }

    /// Under which its width and visibility are remembered.
    String id() {
        return id;
    }

    /// In pixels, unless somebody chose another.
    double width() {
        return width;
    }
}
