package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import java.util.List;

/// Renders what VMware Tools tell of a VM's guest.
final class MachineGuest {
    private MachineGuest() {}

    static Structure of(VirtualMachine machine) {
        GuestFacts facts = machine.definition().guest();
        boolean runs = machine.toolsRun();
        Structure.Composer guest =
                Structure.of("GuestInfo")
                        .with("toolsStatus", toolsStatus(machine))
                        .with("toolsVersionStatus", versionStatus(facts))
                        .with("toolsVersionStatus2", versionStatus(facts))
                        .with("toolsRunningStatus", runningStatus(runs))
                        .with("toolsVersion", facts.tools() == ToolsState.MISSING ? "0" : "12389");
        if (runs) {
            guest.with("guestId", facts.guestId())
                    .with("guestFamily", facts.windows() ? "windowsGuest" : "linuxGuest")
                    .with("guestFullName", facts.fullName())
                    .with("hostName", facts.hostName())
                    .with("ipAddress", facts.ipAddress())
                    .lazy("net", () -> Sequence.of("GuestNicInfo", List.of(card(machine))))
                    .lazy("disk", () -> volumes(machine));
        }
        boolean on = machine.definition().state().power() == PowerState.ON;
        return guest.with("guestState", on ? "running" : "notRunning")
                .with("guestOperationsReady", runs)
                .with("interactiveGuestOperationsReady", false)
                .with("guestStateChangeSupported", runs)
                .build();
    }

    static Scalar heartbeat(VirtualMachine machine) {
        return MachineProperties.status(machine.toolsRun() ? "green" : "gray");
    }

    /// The old, single tools status.
    static Scalar toolsStatus(VirtualMachine machine) {
        String status =
                machine.toolsRun()
                        ? "toolsOk"
                        : machine.definition().guest().tools() == ToolsState.MISSING
                                ? "toolsNotInstalled"
                                : "toolsNotRunning";
        return Scalar.constant("VirtualMachineToolsStatus", status);
    }

    static String versionStatus(GuestFacts facts) {
        return facts.tools() == ToolsState.MISSING ? "guestToolsNotInstalled" : "guestToolsCurrent";
    }

    static String runningStatus(boolean runs) {
        return runs ? "guestToolsRunning" : "guestToolsNotRunning";
    }

    private static Structure card(VirtualMachine machine) {
        return Structure.of("GuestNicInfo")
                .with("network", machine.placement().site().network().name())
                .with("ipAddress", machine.definition().guest().ipAddress())
                .with("macAddress", DeviceList.macAddress(machine.definition()))
                .with("connected", true)
                .with("deviceConfigId", 4000)
                .build();
    }

    private static Sequence volumes(VirtualMachine machine) {
        return Sequence.of(
                "GuestDiskInfo",
                machine.definition().hardware().disks().stream()
                        .map(disk ->
                                Structure.of("GuestDiskInfo")
                                        .with("diskPath", path(machine.definition().guest(), disk))
                                        .with("capacity", disk.capacityBytes())
                                        .with("freeSpace", disk.capacityBytes() / 2)
                                        .build())
                        .toList());
    }

    private static String path(GuestFacts facts, DiskDevice disk) {
        if (facts.windows()) {
            return (char) ('B' + disk.number()) + ":\\";
        }
        return disk.number() == 1 ? "/" : "/srv/data" + disk.number();
    }
}
