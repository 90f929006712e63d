package io.sendense.engine.lab.machine;

/// What stands behind a virtual disk.
public enum Backing {
    /// A thin file that takes part in snapshots.
    THIN("persistent"),
    /// A file with all its space taken, that takes part in snapshots.
    THICK("persistent"),
    /// A file that no snapshot touches.
    INDEPENDENT("independent_persistent"),
    /// A volume of the storage array, passed through; no snapshot touches it.
    RAW_DEVICE("independent_persistent"),
    /// A file that several VMs write to; snapshots refuse it.
    MULTI_WRITER("persistent");

    private final String diskMode;

    Backing(String diskMode) {
        this.diskMode = diskMode;
    }

    /// vSphere's disk mode.
    public String diskMode() {
        return diskMode;
    }

    /// Whether snapshots freeze it.
    public boolean inSnapshots() {
        return diskMode.equals("persistent");
    }
}
