package io.sendense.engine.node.protocol;

import java.util.List;
import java.util.Optional;

/// What a vCenter has, as a node sees it. Immutable.
public record Discovery(List<Vm> vms) {
    public Discovery {
        vms = List.copyOf(vms);
    }

    /// One VM.
    ///
    /// @param vm its managed object id
    /// @param uuid its instance UUID
    /// @param power `ON`, `OFF` or `SUSPENDED`
    public record Vm(
            String vm, String uuid, String name, String power, boolean template, List<Disk> disks) {
        public Vm {
            disks = List.copyOf(disks);
        }
    }

    /// One of its disks, as it is now.
    public record Disk(int key, String label, long capacity, Optional<String> backingUuid) {}
}
