package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.storage.FrozenMachine;
import java.util.Optional;

/// One step of a VM's chain of files: a file that is frozen, and the redo log above it. Immutable.
///
/// @param delta the number of the redo log
/// @param frozen what the disks hold at the frozen file
/// @param redo the redo logs that end here, for their readers
/// @param snapshot the snapshot that froze it; empty once that is removed without consolidation
record ChainLink(
        int delta, FrozenMachine frozen, RedoFiles redo, Optional<MachineSnapshot> snapshot) {
    ChainLink(int delta, FrozenMachine frozen, MachineSnapshot snapshot) {
        this(delta, frozen, new RedoFiles(), Optional.of(snapshot));
    }

    ChainLink orphaned() {
        return new ChainLink(delta, frozen, redo, Optional.empty());
    }
}
