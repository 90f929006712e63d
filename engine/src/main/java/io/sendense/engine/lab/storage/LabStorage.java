package io.sendense.engine.lab.storage;

import io.sendense.engine.lab.content.ImageLibrary;
import java.nio.file.Path;
import java.util.List;

/// Where the disks of all VMs of a lab live: makes them, and holds the one store of changed blocks.
/// Thread-safe.
public final class LabStorage implements AutoCloseable {
    private final StorageLimits limits;
    private final BlockStore store;
    private final ImageLibrary images = new ImageLibrary();

    /// @param directory for the temporary file of changed blocks, which appears with the first
    ///   write of a guest; made where it is missing
    public LabStorage(Path directory, StorageLimits limits) {
        this.limits = limits;
        this.store = new BlockStore(directory, limits.storeBytes());
    }

    /// The disks of a new VM. Costs a few hundred bytes per disk until something is read or
    /// written.
    ///
    /// @param disks in device order, with different keys
    public MachineDisks create(List<DiskSpec> disks) {
        return new MachineDisks(disks, images, store, limits);
    }

    /// Bytes of changed blocks that all VMs and snapshots use now.
    public long usedBytes() {
        return store.usedBytes();
    }

    /// Most bytes of changed blocks that were ever used at once: what the temporary file takes.
    public long highWaterBytes() {
        return store.highWaterBytes();
    }

    /// Deletes the temporary file. Disks must not be used any more.
    @Override
    public void close() {
        store.close();
    }
}
