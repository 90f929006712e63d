package io.sendense.engine.source.inventory;

/// Whether a VM runs.
public enum PowerState {
    ON,
    OFF,
    SUSPENDED
}
