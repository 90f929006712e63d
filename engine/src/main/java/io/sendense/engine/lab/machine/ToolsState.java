package io.sendense.engine.lab.machine;

/// What VMware Tools do in a guest.
public enum ToolsState {
    /// Installed and running where the VM runs.
    RUNNING,
    /// Installed, but their service does not run.
    STOPPED,
    /// Not installed.
    MISSING
}
