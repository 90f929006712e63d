package io.sendense.engine.lab.inventory;

import io.sendense.engine.lab.machine.Backing;
import io.sendense.engine.lab.machine.ControllerDevice;
import io.sendense.engine.lab.machine.ControllerKind;
import io.sendense.engine.lab.machine.DiskDevice;
import io.sendense.engine.lab.machine.Firmware;
import io.sendense.engine.lab.machine.GuestFacts;
import io.sendense.engine.lab.machine.MachineDefinition.Lifecycle;
import io.sendense.engine.lab.machine.MachineHardware;
import io.sendense.engine.lab.machine.PowerState;
import io.sendense.engine.lab.machine.ToolsState;
import io.sendense.engine.lab.storage.DiskContent;
import io.sendense.engine.lab.storage.DiskMode;
import io.sendense.engine.lab.storage.DiskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A VM to be made, told step by step; what is not told is as most VMs have it. Confined to one
/// thread.
final class MachinePlan {
    private final String name;
    private final List<ControllerDevice> controllers = new ArrayList<>();
    private final List<DiskDevice> disks = new ArrayList<>();
    private final List<DiskContent> contents = new ArrayList<>();
    private List<String> folders = List.of();
    private String datastore = "vmfs-ssd";
    private String pool = "Compute/Resources";
    private int host;
    private String version = "vmx-19";
    private Firmware firmware = Firmware.EFI;
    private Lifecycle lifecycle = new Lifecycle(PowerState.ON, false);
    private String guestId = "ubuntu64Guest";
    private String guestName = "Ubuntu Linux (64-bit)";
    private ToolsState tools = ToolsState.RUNNING;
    private boolean bound;

    MachinePlan(String name) {
        this.name = name;
    }

    MachinePlan in(String... folderPath) {
        folders = List.of(folderPath);
        return this;
    }

    MachinePlan on(String datastoreName) {
        datastore = datastoreName;
        return this;
    }

    MachinePlan at(String poolName, int hostIndex) {
        pool = poolName;
        host = hostIndex;
        return this;
    }

    /// On a host of its own, which has neither folders nor further pools.
    MachinePlan alone(String hostName) {
        folders = List.of();
        return at(hostName + "/Resources", 0);
    }

    MachinePlan boots(Firmware how, String hardwareVersion) {
        firmware = how;
        version = hardwareVersion;
        return this;
    }

    MachinePlan runs(String id, String fullName, ToolsState toolsState) {
        guestId = id;
        guestName = fullName;
        tools = toolsState;
        return this;
    }

    /// With devices and settings that bind it to its host.
    MachinePlan bound() {
        bound = true;
        return this;
    }

    MachinePlan is(PowerState power) {
        lifecycle = new Lifecycle(power, false);
        return this;
    }

    MachinePlan template() {
        lifecycle = new Lifecycle(PowerState.OFF, true);
        return this;
    }

    /// A thin disk on a controller of this VM alone.
    MachinePlan disk(ControllerKind kind, int bus, int unit, long bytes, DiskContent content) {
        return disk(new ControllerDevice(kind, bus), unit, bytes, Backing.THIN, content);
    }

    MachinePlan disk(
            ControllerDevice controller,
            int unit,
            long bytes,
            Backing backing,
            DiskContent content) {
        if (!controllers.contains(controller)) {
            controllers.add(controller);
        }
        disks.add(new DiskDevice(disks.size() + 1, controller, unit, bytes, backing));
        contents.add(content);
        return this;
    }

    String name() {
        return name;
    }

    List<String> folders() {
        return folders;
    }

    String datastore() {
        return datastore;
    }

    String pool() {
        return pool;
    }

    int host() {
        return host;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    MachineHardware hardware() {
        return new MachineHardware(version, 2, 4096, firmware, controllers, disks, bound);
    }

    /// @param number tells addresses apart
    GuestFacts guest(int number) {
        String ascii = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new GuestFacts(
                guestId,
                guestName,
                ascii + ".lab.invalid",
                "10." + (number >> 16 & 0xff) + "." + (number >> 8 & 0xff) + "." + (number & 0xff),
                tools);
    }

    /// @param seed tells the bytes of this VM from those of another
    List<DiskSpec> storage(long seed) {
        var specs = new ArrayList<DiskSpec>();
        for (int index = 0; index < disks.size(); index++) {
            DiskDevice disk = disks.get(index);
            specs.add(
                    new DiskSpec(
                            disk.key(),
                            disk.capacityBytes(),
                            contents.get(index),
                            disk.backing().inSnapshots()
                                    ? DiskMode.PERSISTENT
                                    : DiskMode.INDEPENDENT,
                            seed + index));
        }
        return specs;
    }
}
