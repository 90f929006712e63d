package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.storage.FrozenMachine;
import java.util.Optional;

/// One step of a VM's chain of files: a file that is frozen, and the redo log above it. Immutable.
///
/// @param delta the number of the redo log
/// @param frozen what the disks hold at the frozen file
/// @param snapshot the snapshot that froze it; empty once that is removed without consolidation
record ChainLink(int delta, FrozenMachine frozen, Optional<MachineSnapshot> snapshot) {
    ChainLink orphaned() {
        return new ChainLink(delta, frozen, Optional.empty());
    }
}
