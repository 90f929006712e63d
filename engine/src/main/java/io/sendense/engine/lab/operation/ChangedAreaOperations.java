package io.sendense.engine.lab.operation;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.lab.machine.DiskDevice;
import io.sendense.engine.lab.machine.MachineSnapshot;
import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.storage.ChangedAreas;
import io.sendense.engine.lab.storage.FrozenDisk;
import io.sendense.engine.lab.storage.UnknownChangeIdException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asking what changed on a disk.
final class ChangedAreaOperations implements OperationFamily {
    private final Directory directory;

    ChangedAreaOperations(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("QueryChangedDiskAreas", this::query);
    }

    private Reply query(Call call) throws SoapFault {
        VirtualMachine machine = directory.target(call, VirtualMachine.class);
        Optional<Reference> named = call.arguments().reference("snapshot");
        if (named.isEmpty()) {
            throw SoapFault.notSupported("The lab tells changed areas of snapshots only.");
        }
        MachineSnapshot snapshot = directory.require(call, named.get(), MachineSnapshot.class);
        if (!snapshot.machine().equals(machine)) {
            throw SoapFault.invalidArgument("snapshot");
        }
        long key = call.requiredNumber("deviceKey");
        FrozenDisk disk = snapshot.frozen().disks().get((int) key);
        if (disk == null || key != (int) key) {
            throw SoapFault.invalidArgument("deviceKey");
        }
        long start = call.requiredNumber("startOffset");
        if (start < 0 || start >= disk.capacityBytes()) {
            throw SoapFault.invalidArgument("startOffset");
        }
        return Reply.of(answer(machine, disk, start, call.required("changeId")));
    }

    private static Structure answer(
            VirtualMachine machine, FrozenDisk disk, long start, String changeId) throws SoapFault {
        try {
            if (disk.changeId().isEmpty()) {
                throw unreadable(machine, disk);
            }
            return value(areas(machine, disk, start, changeId));
        } catch (UnknownChangeIdException _) {
            throw unreadable(machine, disk);
        } catch (IllegalStateException _) {
            throw new SoapFault(
                    Structure.of("InvalidState"), "The snapshot was removed meanwhile.");
        }
    }

    /// What is allocated is known on VMFS only; elsewhere the whole disk counts.
    private static ChangedAreas areas(
            VirtualMachine machine, FrozenDisk disk, long start, String changeId)
            throws UnknownChangeIdException {
        boolean vmfs = machine.placement().site().datastore().isVmfs();
        if (changeId.equals(FrozenDisk.ALLOCATED) && !vmfs) {
            long length = disk.capacityBytes() - start;
            return new ChangedAreas(start, length, List.of(new Extent(start, length)));
        }
        return disk.changedAreas(changeId, start);
    }

    private static Structure value(ChangedAreas areas) {
        Structure.Composer value =
                Structure.of("DiskChangeInfo")
                        .with("startOffset", areas.startOffset())
                        .with("length", areas.length());
        for (Extent area : areas.areas()) {
            value.with(
                    "changedArea",
                    Structure.of("DiskChangeExtent")
                            .with("start", area.offset())
                            .with("length", area.length()));
        }
        return value.build();
    }

    private static SoapFault unreadable(VirtualMachine machine, FrozenDisk disk) {
        String file =
                machine.definition().hardware().disks().stream()
                        .filter(device -> device.key() == disk.key())
                        .map(DiskDevice::number)
                        .map(number -> machine.placement().files().descriptor(number, 0))
                        .map(machine.placement().files()::path)
                        .findFirst()
                        .orElse("");
        return new SoapFault(
                Structure.of("FileFault").with("file", file), "Error caused by file " + file);
    }
}
