package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.storage.LabDisk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Renders which files a VM has, and what they take.
final class MachineLayout {
    private static final long DESCRIPTOR_BYTES = 600;
    private static final long DELTA_BYTES = 1 << 20;

    private final VirtualMachine machine;
    private final ConfigView view;
    private final List<Structure> files = new ArrayList<>();

    private MachineLayout(VirtualMachine machine) {
        this.machine = machine;
        this.view = machine.view();
    }

    /// The VM's `layoutEx`.
    static Structure of(VirtualMachine machine) {
        return new MachineLayout(machine).layout();
    }

    /// The VM's `storage`.
    static Structure storage(VirtualMachine machine) {
        return Structure.of("VirtualMachineStorageInfo")
                .with(
                        "perDatastoreUsage",
                        Sequence.of(
                                "VirtualMachineUsageOnDatastore",
                                List.of(usage("VirtualMachineUsageOnDatastore", machine).build())))
                .with("timestamp", machine.view().moment().modified())
                .build();
    }

    /// The VM's `summary.storage`.
    static Structure summary(VirtualMachine machine) {
        return usage("VirtualMachineStorageSummary", machine)
                .with("timestamp", machine.view().moment().modified())
                .build();
    }

    private static Structure.Composer usage(String type, VirtualMachine machine) {
        long committed = 0;
        long capacity = 0;
        for (LabDisk disk : machine.disks().disks()) {
            committed += disk.allocatedBytes();
            capacity += disk.capacityBytes();
        }
        Structure.Composer usage = Structure.of(type);
        if (type.equals("VirtualMachineUsageOnDatastore")) {
            usage.with("datastore", machine.placement().site().datastore().reference());
        }
        return usage.with("committed", committed)
                .with("uncommitted", capacity - committed)
                .with("unshared", committed);
    }

    private Structure layout() {
        MachineFolder folder = view.files();
        file(folder.vmx(), "config", VmxFile.of(view).length);
        file(folder.nvram(), "nvram", NvramFile.BYTES);
        Map<DiskDevice, List<Structure>> units = new LinkedHashMap<>();
        for (DiskDevice disk : view.hardware().disks()) {
            units.put(disk, view.chainOf(disk).stream().map(delta -> unit(disk, delta)).toList());
        }
        List<Structure> snapshots = new ArrayList<>();
        for (MachineSnapshot snapshot : machine.snapshots()) {
            snapshots.add(snapshotLayout(snapshot, units));
        }
        return Structure.of("VirtualMachineFileLayoutEx")
                .with("file", Sequence.of("VirtualMachineFileLayoutExFileInfo", files))
                .with("disk", diskLayouts(units))
                .with(
                        "snapshot",
                        Sequence.of("VirtualMachineFileLayoutExSnapshotLayout", snapshots))
                .with("timestamp", view.moment().modified())
                .build();
    }

    private Structure unit(DiskDevice disk, int delta) {
        int descriptor =
                file(
                        view.files().descriptor(disk.number(), delta),
                        "diskDescriptor",
                        DESCRIPTOR_BYTES);
        long size = delta == 0 ? view.moment().disk(disk.key()).capacityBytes() : DELTA_BYTES;
        int extent = file(view.extentOf(disk, delta), "diskExtent", size);
        return Structure.of("VirtualMachineFileLayoutExDiskUnit")
                .with("fileKey", Sequence.integers(List.of(descriptor, extent)))
                .build();
    }

    private static Sequence diskLayouts(Map<DiskDevice, List<Structure>> units) {
        var layouts = new ArrayList<Structure>();
        units.forEach((disk, chain) ->
                layouts.add(
                        Structure.of("VirtualMachineFileLayoutExDiskLayout")
                                .with("key", disk.key())
                                .with(
                                        "chain",
                                        Sequence.of("VirtualMachineFileLayoutExDiskUnit", chain))
                                .build()));
        return Sequence.of("VirtualMachineFileLayoutExDiskLayout", layouts);
    }

    private Structure snapshotLayout(
            MachineSnapshot snapshot, Map<DiskDevice, List<Structure>> units) {
        int state = file(view.files().snapshotState(snapshot.facts().id()), "snapshotData", 28_000);
        Map<DiskDevice, List<Structure>> frozen = new LinkedHashMap<>();
        int length = machine.chainLength(snapshot);
        units.forEach((disk, chain) -> {
            if (disk.backing().inSnapshots()) {
                frozen.put(disk, chain.subList(0, Math.min(length, chain.size())));
            }
        });
        return Structure.of("VirtualMachineFileLayoutExSnapshotLayout")
                .with("key", snapshot.reference())
                .with("dataKey", state)
                .with("memoryKey", -1)
                .with("disk", diskLayouts(frozen))
                .build();
    }

    private int file(String name, String type, long size) {
        int key = files.size();
        files.add(
                Structure.of("VirtualMachineFileLayoutExFileInfo")
                        .with("key", key)
                        .with("name", view.files().path(name))
                        .with("type", type)
                        .with("size", size)
                        .with("uniqueSize", size)
                        .with("accessible", true)
                        .build());
        return key;
    }
}
