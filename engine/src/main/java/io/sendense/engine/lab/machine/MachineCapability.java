package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.ApiVersion;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Structure;
import java.util.List;

/// What can be done with a VM, the same for all VMs of the lab.
final class MachineCapability {
    private static final List<String> POSSIBLE =
            List.of(
                    "snapshotOperationsSupported",
                    "multipleSnapshotsSupported",
                    "snapshotConfigSupported",
                    "poweredOffSnapshotsSupported",
                    "memorySnapshotsSupported");
    private static final List<String> REST =
            List.of(
                    "revertToSnapshotSupported",
                    "quiescedSnapshotsSupported",
                    "disableSnapshotsSupported",
                    "lockSnapshotsSupported",
                    "consolePreferencesSupported",
                    "cpuFeatureMaskSupported",
                    "s1AcpiManagementSupported",
                    "settingScreenResolutionSupported",
                    "toolsAutoUpdateSupported",
                    "vmNpivWwnSupported",
                    "npivWwnOnNonRdmVmSupported",
                    "vmNpivWwnDisableSupported",
                    "vmNpivWwnUpdateSupported",
                    "swapPlacementSupported",
                    "toolsSyncTimeSupported",
                    "virtualMmuUsageSupported",
                    "diskSharesSupported",
                    "bootOptionsSupported",
                    "bootRetryOptionsSupported",
                    "settingVideoRamSizeSupported",
                    "settingDisplayTopologySupported",
                    "recordReplaySupported",
                    "changeTrackingSupported",
                    "multipleCoresPerSocketSupported",
                    "hostBasedReplicationSupported",
                    "guestAutoLockSupported",
                    "memoryReservationLockSupported",
                    "featureRequirementSupported",
                    "poweredOnMonitorTypeChangeSupported",
                    "seSparseDiskSupported",
                    "nestedHVSupported",
                    "vPMCSupported");
    private static final List<String> POSSIBLE_OF_REST =
            List.of(
                    "quiescedSnapshotsSupported",
                    "changeTrackingSupported",
                    "bootOptionsSupported");

    private MachineCapability() {}

    static Structure value() {
        Structure.Composer capability = Structure.of("VirtualMachineCapability");
        POSSIBLE.forEach(name -> capability.with(name, true));
        REST.forEach(name -> capability.with(name, POSSIBLE_OF_REST.contains(name)));
        return capability.since(ApiVersion.V6_5, "secureBootSupported", Scalar.of(true)).build();
    }
}
