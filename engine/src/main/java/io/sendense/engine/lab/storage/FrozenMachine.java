package io.sendense.engine.lab.storage;

import java.util.Map;
import java.util.function.Consumer;

/// The disks of a VM as they were at one instant: what a snapshot holds. Thread-safe.
///
/// Any number may be open at once, and they may be closed in any order.
public final class FrozenMachine implements AutoCloseable {
    private final String id;
    private final String name;
    private final Map<Integer, FrozenDisk> disks;
    private final Consumer<FrozenMachine> release;

    FrozenMachine(
            String id,
            String name,
            Map<Integer, FrozenDisk> disks,
            Consumer<FrozenMachine> release) {
        this.id = id;
        this.name = name;
        this.disks = disks;
        this.release = release;
    }

    /// Unique within its VM, for as long as the lab runs: `1`, `2`...
    public String id() {
        return id;
    }

    /// The name it was asked for under. Not unique.
    public String name() {
        return name;
    }

    /// By device key, in device order; immutable. Disks that take no part in snapshots are missing.
    public Map<Integer, FrozenDisk> disks() {
        return disks;
    }

    /// Waits for reads in progress and releases the disks; what the guest has written since stays,
    /// as when a delta is merged. Repeatable.
    @Override
    public void close() {
        release.accept(this);
    }
}
