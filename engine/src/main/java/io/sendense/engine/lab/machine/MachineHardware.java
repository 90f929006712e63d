package io.sendense.engine.lab.machine;

import java.util.List;

/// What a VM is made of. Immutable.
///
/// @param version such as `vmx-19`
/// @param cpus virtual processors
/// @param memoryMb memory in MiB
/// @param firmware how it boots
/// @param controllers disk controllers
/// @param disks disks in device order
/// @param bound whether it has devices and settings that bind it to its host
public record MachineHardware(
        String version,
        int cpus,
        int memoryMb,
        Firmware firmware,
        List<ControllerDevice> controllers,
        List<DiskDevice> disks,
        boolean bound) {

    /// Copies the lists in; refuses a key that occurs twice.
    public MachineHardware {
        controllers = List.copyOf(controllers);
        disks = List.copyOf(disks);
        long keys = disks.stream().mapToInt(DiskDevice::key).distinct().count();
        if (keys != disks.size()) {
            throw new IllegalArgumentException(
                    disks.size() + " disks with only " + keys + " different device keys");
        }
    }
}
