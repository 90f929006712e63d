package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.redo.RedoFormat;
import java.util.List;

/// Everything a VM's configuration is rendered from: what never changes, what did at one instant,
/// and the files that are the head of each disk's chain. Immutable.
///
/// @param definition what the VM is
/// @param placement where it lies
/// @param moment the changing part
/// @param chain the numbers of the redo logs from the base (0) to the head
public record ConfigView(
        MachineDefinition definition,
        MachinePlacement placement,
        ConfigMoment moment,
        List<Integer> chain) {

    /// Copies the chain in.
    public ConfigView {
        chain = List.copyOf(chain);
    }

    /// The chain of one disk: the whole one, or the base alone where snapshots pass it by.
    public List<Integer> chainOf(DiskDevice disk) {
        return disk.backing().inSnapshots() ? chain : chain.subList(0, 1);
    }

    /// The format of a disk's redo logs.
    public RedoFormat redoFormat(DiskDevice disk) {
        return RedoFormat.of(
                placement.site().datastore().prefersSpaceEfficient(),
                moment.disk(disk.key()).capacityBytes());
    }

    /// The name of the file with a disk's bytes.
    ///
    /// @param delta 0 for the base, else the number of the redo log
    public String extentOf(DiskDevice disk, int delta) {
        return files().extent(disk.number(), delta, redoFormat(disk));
    }

    /// The VM's folder.
    public MachineFolder files() {
        return placement.files();
    }

    /// The VM's hardware.
    public MachineHardware hardware() {
        return definition.hardware();
    }
}
