package io.sendense.engine.lab.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.content.BaseContent;
import io.sendense.engine.lab.content.ImageLibrary;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// All disks of one lab VM. Thread-safe.
public final class MachineDisks implements AutoCloseable {
    private final StorageLimits limits;

    /// Guards every disk's live state too: a snapshot falls between two writes, never into one.
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Map<Integer, LabDisk> disks;

    @GuardedBy("lock")
    private final Set<FrozenMachine> frozen = new HashSet<>();

    @GuardedBy("lock")
    private boolean changeTracking;

    @GuardedBy("lock")
    private int lastId;

    @GuardedBy("lock")
    private boolean closed;

    MachineDisks(
            List<DiskSpec> specs, ImageLibrary images, BlockStore store, StorageLimits limits) {
        this.limits = limits;
        Map<Integer, LabDisk> made = new LinkedHashMap<>();
        for (DiskSpec spec : specs) {
            BaseContent base = spec.content().base(spec.capacityBytes(), spec.seed(), images);
            if (made.put(spec.key(), new LabDisk(spec, base, store, lock)) != null) {
                throw new IllegalArgumentException("two disks with the key " + spec.key());
            }
        }
        this.disks = Collections.unmodifiableMap(made);
    }

    /// In device order.
    public List<LabDisk> disks() {
        return List.copyOf(disks.values());
    }

    public Optional<LabDisk> disk(int key) {
        return Optional.ofNullable(disks.get(key));
    }

    /// Freezes all disks that take part in snapshots at one instant, under one lock: if the guest
    /// wrote A and then B, to whichever disks, no snapshot shows B without A. Takes microseconds to
    /// milliseconds, whatever the size of the disks.
    public FrozenMachine freeze(String snapshotName) {
        return freeze(snapshotName, disks.values());
    }

    /// Freezes one disk only. No VMware does this to a VM; it is for showing what goes wrong when
    /// disks are frozen one after the other.
    public FrozenMachine freezeOnly(String snapshotName, int diskKey) {
        LabDisk disk = disks.get(diskKey);
        if (disk == null || disk.mode() == DiskMode.INDEPENDENT) {
            throw new IllegalArgumentException("no disk " + diskKey + " that takes snapshots");
        }
        return freeze(snapshotName, List.of(disk));
    }

    private FrozenMachine freeze(String snapshotName, Collection<LabDisk> which) {
        lock.lock();
        try {
            checkOpen();
            if (changeTracking) {
                disks.values().forEach(LabDisk::beginTracking);
            }
            Map<Integer, FrozenDisk> taken = new LinkedHashMap<>();
            for (LabDisk disk : which) {
                if (disk.mode() == DiskMode.PERSISTENT) {
                    taken.put(disk.key(), disk.freeze(limits));
                }
            }
            lastId++;
            FrozenMachine machine =
                    new FrozenMachine(
                            Integer.toString(lastId),
                            snapshotName,
                            Collections.unmodifiableMap(taken),
                            this::release);
            frozen.add(machine);
            return machine;
        } finally {
            lock.unlock();
        }
    }

    /// Asks for change tracking. As with VMware it takes effect when the VM is next stunned: by a
    /// snapshot, which is then the first with change IDs, or by `powerCycled()`.
    public void enableChangeTracking() {
        lock.lock();
        try {
            changeTracking = true;
        } finally {
            lock.unlock();
        }
    }

    /// Whether change tracking was asked for.
    public boolean changeTrackingEnabled() {
        lock.lock();
        try {
            return changeTracking;
        } finally {
            lock.unlock();
        }
    }

    /// Says that the VM was switched on: change tracking that was asked for takes effect.
    public void powerCycled() {
        lock.lock();
        try {
            if (changeTracking) {
                disks.values().forEach(LabDisk::beginTracking);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Makes a disk larger; what is new reads as zeroes, and partition tables stay where they are.
    ///
    /// @throws IllegalStateException the VM has a snapshot: VMware grows no disk then
    public void grow(int diskKey, long newCapacityBytes) {
        lock.lock();
        try {
            checkOpen();
            LabDisk disk = disks.get(diskKey);
            if (disk == null) {
                throw new IllegalArgumentException("no disk " + diskKey);
            }
            if (!frozen.isEmpty()) {
                throw new IllegalStateException(
                        "disk " + diskKey + " cannot grow under " + frozen.size() + " snapshots");
            }
            disk.grow(newCapacityBytes);
        } finally {
            lock.unlock();
        }
    }

    /// Brings the disks back to what was frozen, and change tracking to where it stood: the IDs
    /// that were given out since will be given out again, for other changes.
    ///
    /// @throws IllegalArgumentException it is not frozen any more
    public void revert(FrozenMachine to) {
        lock.lock();
        try {
            checkOpen();
            if (!frozen.contains(to)) {
                throw new IllegalArgumentException("snapshot " + to.id() + " is gone");
            }
            to.disks().forEach((key, then) -> disk(key).orElseThrow().revert(then));
        } finally {
            lock.unlock();
        }
    }

    private void release(FrozenMachine machine) {
        lock.lock();
        try {
            machine.disks().values().forEach(FrozenDisk::release);
            frozen.remove(machine);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the VM's disks were removed");
        }
    }

    /// Removes the disks and all that was frozen of them, and gives their space back. Repeatable.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            List.copyOf(frozen).forEach(this::release);
            disks.values().forEach(LabDisk::release);
        } finally {
            lock.unlock();
        }
    }
}
