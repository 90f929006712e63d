package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.ApiVersion;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Structure;

/// Renders a VM's `summary`.
final class MachineSummary {
    private MachineSummary() {}

    static Structure of(VirtualMachine machine) {
        return Structure.of("VirtualMachineSummary")
                .with("vm", machine.reference())
                .lazy("runtime", () -> MachineRuntime.of(machine))
                .lazy("guest", () -> guest(machine).build())
                .lazy("config", () -> config(machine).build())
                .lazy("storage", () -> MachineLayout.summary(machine))
                .lazy("quickStats", () -> quickStats(machine).build())
                .with("overallStatus", MachineProperties.status("green"))
                .build();
    }

    private static Structure.Composer guest(VirtualMachine machine) {
        GuestFacts facts = machine.definition().guest();
        boolean runs = machine.toolsRun();
        Structure.Composer guest =
                Structure.of("VirtualMachineGuestSummary")
                        .with("guestId", facts.guestId())
                        .with("guestFullName", facts.fullName())
                        .with("toolsStatus", MachineGuest.toolsStatus(machine))
                        .with("toolsVersionStatus", MachineGuest.versionStatus(facts))
                        .with("toolsVersionStatus2", MachineGuest.versionStatus(facts))
                        .with("toolsRunningStatus", MachineGuest.runningStatus(runs));
        if (runs) {
            guest.with("hostName", facts.hostName()).with("ipAddress", facts.ipAddress());
        }
        return guest;
    }

    private static Structure.Composer config(VirtualMachine machine) {
        MachineDefinition definition = machine.definition();
        MachineFolder files = machine.placement().files();
        return Structure.of("VirtualMachineConfigSummary")
                .with("name", machine.name())
                .with("template", definition.state().template())
                .with("vmPathName", files.path(files.vmx()))
                .with("memorySizeMB", definition.hardware().memoryMb())
                .with("cpuReservation", 0)
                .with("memoryReservation", 0)
                .with("numCpu", definition.hardware().cpus())
                .with("numEthernetCards", 1)
                .with("numVirtualDisks", definition.hardware().disks().size())
                .with("uuid", definition.biosUuid().toString())
                .with("instanceUuid", definition.instanceUuid().toString())
                .with("guestId", definition.guest().guestId())
                .with("guestFullName", definition.guest().fullName())
                .with("annotation", "")
                .with("installBootRequired", false)
                .since(
                        ApiVersion.V6_7,
                        "tpmPresent",
                        Scalar.of(definition.hardware().firmware().tpm()));
    }

    private static Structure.Composer quickStats(VirtualMachine machine) {
        boolean on = machine.definition().state().power() == PowerState.ON;
        return Structure.of("VirtualMachineQuickStats")
                .with("overallCpuUsage", on ? 48 : 0)
                .with("guestMemoryUsage", on ? machine.definition().hardware().memoryMb() / 8 : 0)
                .with("hostMemoryUsage", on ? machine.definition().hardware().memoryMb() / 4 : 0)
                .with("guestHeartbeatStatus", MachineGuest.heartbeat(machine));
    }
}
