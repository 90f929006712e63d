package io.sendense.engine.source.inventory;

import java.util.List;
import java.util.Optional;

/// All that is asked about one VM before it is backed up. Immutable.
///
/// @param datacenter decoded name of the datacenter it lies in; a standalone host has one named
///   `ha-datacenter`
/// @param hardwareVersion for instance `vmx-19`
/// @param changeTrackingSupported whether the VM's hardware can track changes
/// @param consolidationNeeded whether vSphere says so of its disks
public record VirtualMachine(
        VmSummary summary,
        String biosUuid,
        Optional<String> datacenter,
        String hardwareVersion,
        boolean changeTrackingSupported,
        boolean changeTrackingEnabled,
        boolean consolidationNeeded,
        List<VirtualDisk> disks,
        List<SnapshotNode> snapshots) {
    public VirtualMachine {
        disks = List.copyOf(disks);
        snapshots = List.copyOf(snapshots);
    }
}
