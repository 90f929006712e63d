package io.sendense.engine.lab.machine;

/// Is told of snapshots as they come and go. Called on the thread of the snapshot's task.
public interface SnapshotWatcher {
    /// A snapshot was taken; its disks may be read until [#removing] returns.
    void taken(MachineSnapshot snapshot);

    /// A snapshot is about to be removed; its disks are gone when this returns.
    ///
    /// @throws InterruptedException the lab is closing
    void removing(MachineSnapshot snapshot) throws InterruptedException;

    /// A watcher that does nothing.
    static SnapshotWatcher none() {
        return new SnapshotWatcher() {
            @Override
            public void taken(MachineSnapshot snapshot) {
                // nobody watches
            }

            @Override
            public void removing(MachineSnapshot snapshot) {
                // nobody watches
            }
        };
    }
}
