package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.redo.RedoFile;
import io.sendense.engine.lab.storage.FrozenDisk;
import io.sendense.engine.lab.storage.FrozenMachine;
import io.sendense.engine.lab.storage.LabDisk;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// The files in a VM's folder that can be read: configuration, NVRAM, disk descriptors, flat
/// extents and redo logs. The redo log that the guest writes to has a name but cannot be read.
public final class MachineFiles {
    private static final int MAX_TRIES = 100;

    private MachineFiles() {}

    /// The file of that name; empty where there is none, or none that can be read.
    public static Optional<DatastoreFile> find(VirtualMachine machine, String name) {
        ConfigView view = machine.view();
        MachineFolder folder = view.files();
        if (name.equals(folder.vmx())) {
            return Optional.of(DatastoreFile.of(VmxFile.of(view)));
        }
        if (name.equals(folder.nvram())) {
            return Optional.of(DatastoreFile.of(NvramFile.of(view.definition())));
        }
        for (DiskDevice disk : view.hardware().disks()) {
            Optional<DatastoreFile> found = find(machine, view, disk, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<DatastoreFile> find(
            VirtualMachine machine, ConfigView view, DiskDevice disk, String name) {
        List<Integer> chain = view.chainOf(disk);
        for (int position = 0; position < chain.size(); position++) {
            int delta = chain.get(position);
            if (name.equals(view.files().descriptor(disk.number(), delta))) {
                byte[] text = VmdkDescriptor.of(view, disk, chain.subList(0, position + 1));
                return Optional.of(DatastoreFile.of(text));
            }
            if (delta > 0 && name.equals(view.extentOf(disk, delta))) {
                return machine.redoAt(position, disk.key(), view.redoFormat(disk))
                        .map(RedoLogFile::new);
            }
        }
        boolean flat = disk.backing() != Backing.RAW_DEVICE;
        if (flat && name.equals(view.extentOf(disk, 0))) {
            return machine.disks()
                    .disk(disk.key())
                    .map(content -> new FlatExtent(machine, disk, content));
        }
        return Optional.empty();
    }

    /// A redo log below the head: what lies between two snapshots.
    private record RedoLogFile(RedoFile file) implements DatastoreFile {
        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void read(long offset, ByteBuffer target) {
            file.read(offset, target);
        }
    }

    /// The base file of a disk: frozen while any snapshot exists, else what the guest writes to.
    private record FlatExtent(VirtualMachine machine, DiskDevice disk, LabDisk live)
            implements DatastoreFile {
        @Override
        public long size() {
            return frozen().map(FrozenDisk::capacityBytes).orElseGet(live::capacityBytes);
        }

        @Override
        public void read(long offset, ByteBuffer target) {
            int start = target.position();
            for (int tries = 1; ; tries++) {
                Optional<FrozenDisk> frozen = frozen();
                try {
                    if (frozen.isPresent()) {
                        frozen.get().read(offset, target);
                    } else {
                        live.read(offset, target);
                    }
                    return;
                } catch (IllegalStateException e) {
                    // The snapshot was removed under us: the base is another state by now.
                    if (tries == MAX_TRIES || frozen.equals(frozen())) {
                        throw e;
                    }
                    target.position(start);
                }
            }
        }

        private Optional<FrozenDisk> frozen() {
            return disk.backing().inSnapshots()
                    ? machine.frozenAt(0)
                            .map(FrozenMachine::disks)
                            .map(disks -> disks.get(disk.key()))
                    : Optional.empty();
        }
    }
}
