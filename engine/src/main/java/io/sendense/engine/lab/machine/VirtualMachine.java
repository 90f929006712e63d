package io.sendense.engine.lab.machine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.machine.ConfigMoment.DiskMoment;
import io.sendense.engine.lab.model.Entity;
import io.sendense.engine.lab.model.EntityName;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.model.PropertyTable;
import io.sendense.engine.lab.redo.RedoFile;
import io.sendense.engine.lab.redo.RedoFormat;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import io.sendense.engine.lab.storage.DiskMode;
import io.sendense.engine.lab.storage.FrozenMachine;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.lab.storage.MachineDisks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// A VM of the lab. Thread-safe.
public final class VirtualMachine extends Entity {
    /// vSphere's own limit of snapshots above one another.
    private static final int MAX_DEPTH = 32;

    private static final String[] CHANGED_BY_SNAPSHOTS = {
        "config", "layoutEx", "snapshot", "rootSnapshot", "storage", "summary", "runtime"
    };

    private final ObjectStore store;
    private volatile MachineDefinition definition;
    private volatile MachinePlacement placement;
    private final MachineDisks disks;
    private final InstantSource clock;
    private final Instant started;
    private final SnapshotChain chain = new SnapshotChain();

    /// Held while snapshots are taken and removed; never together with another VM's.
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private int lastSnapshotId;

    private volatile Instant modified;

    /// @param disks the bytes, one disk per device of the definition
    public VirtualMachine(
            ObjectStore store,
            MachineDefinition definition,
            MachinePlacement placement,
            MachineDisks disks,
            InstantSource clock) {
        super(
                store.newReference("VirtualMachine", "vm"),
                Optional.of(placement.folder().reference()),
                EntityName.escape(definition.name()));
        this.store = store;
        this.definition = definition;
        this.placement = placement;
        this.disks = disks;
        this.clock = clock;
        this.started = clock.instant();
        this.modified = started;
    }

    /// What the VM is.
    public MachineDefinition definition() {
        return definition;
    }

    /// Where it lies.
    public MachinePlacement placement() {
        return placement;
    }

    /// Gives it another name; its files keep theirs.
    public void rename(String name) {
        definition = definition.withName(name);
        identify(placement.folder().reference(), EntityName.escape(name));
        modified = clock.instant();
        store.journal().changed(reference(), "name", "config", "summary");
    }

    /// Switches it on or off, or suspends it.
    ///
    /// @throws IllegalArgumentException a template was to run
    public void power(PowerState state) {
        definition = definition.with(state);
        store.journal().changed(reference(), "runtime", "guest", "summary");
    }

    /// Moves it in the inventory; its files stay where they are.
    public void place(MachinePlacement place) {
        placement = place;
        identify(place.folder().reference(), name());
        store.journal()
                .changed(reference(), "parent", "resourcePool", "runtime", "config", "summary");
        store.journal().structureChanged();
    }

    /// Its bytes.
    public MachineDisks disks() {
        return disks;
    }

    /// Its snapshots, oldest first.
    public List<MachineSnapshot> snapshots() {
        return chain.snapshots();
    }

    /// What is frozen in the file of that position in the chain of files, 0 being the base; empty
    /// for the head, which the guest writes to.
    public Optional<FrozenMachine> frozenAt(int position) {
        return chain.frozenAt(position);
    }

    /// The redo log of a disk at that position in the chain of files; empty for the base, and for
    /// the head, which its host has locked.
    Optional<RedoFile> redoAt(int position, int diskKey, RedoFormat format) {
        return chain.redoAt(position, diskKey, format);
    }

    /// Its configuration now.
    public ConfigView view() {
        return new ConfigView(definition, placement, moment(), chain.deltas());
    }

    ConfigView viewAt(MachineSnapshot snapshot, ConfigMoment moment) {
        return new ConfigView(definition, placement, moment, chain.deltasOf(snapshot));
    }

    /// How many files a snapshot's chain has.
    int chainLength(MachineSnapshot snapshot) {
        return chain.deltasOf(snapshot).size();
    }

    static PropertyTable<Entity> entityProperties() {
        return ENTITY;
    }

    /// When it was switched on.
    Instant started() {
        return started;
    }

    boolean needsConsolidation() {
        return chain.needsConsolidation();
    }

    /// Whether VMware Tools answer.
    public boolean toolsRun() {
        return definition.state().power() == PowerState.ON
                && definition.guest().tools() == ToolsState.RUNNING;
    }

    /// Asks for change tracking, as a reconfiguration does.
    public void enableChangeTracking() {
        disks.enableChangeTracking();
        if (definition.state().power() != PowerState.ON) {
            // A VM that is off needs no stun for it to take effect.
            disks.powerCycled();
        }
        modified = clock.instant();
        store.journal().changed(reference(), "config", "summary");
    }

    /// Takes a snapshot: freezes all disks at one instant.
    ///
    /// @throws SoapFault the VM cannot have it
    public MachineSnapshot takeSnapshot(SnapshotRequest request) throws SoapFault {
        lock.lock();
        try {
            checkSnapshotPossible(request);
            Instant now = clock.instant();
            FrozenMachine frozen = disks.freeze(request.name());
            boolean on = definition.state().power() == PowerState.ON;
            var facts =
                    new SnapshotFacts(
                            ++lastSnapshotId,
                            request,
                            now,
                            request.memory() && on ? PowerState.ON : PowerState.OFF,
                            request.quiesce() && toolsRun());
            var snapshot =
                    new MachineSnapshot(
                            store.newReference("VirtualMachineSnapshot", "snapshot"),
                            this,
                            facts,
                            momentOf(frozen),
                            frozen);
            chain.add(new ChainLink(chain.freeDelta(), frozen, snapshot));
            store.add(snapshot);
            changed();
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    /// Removes a snapshot; what the guest wrote since stays.
    ///
    /// @param consolidate whether the redo log is merged too, or left for [#consolidate()]
    public void removeSnapshot(MachineSnapshot snapshot, boolean consolidate) {
        lock.lock();
        try {
            store.remove(snapshot.reference());
            if (consolidate) {
                chain.remove(snapshot).forEach(link -> link.frozen().close());
            } else {
                chain.orphan(snapshot);
            }
            changed();
        } finally {
            lock.unlock();
        }
    }

    /// Goes back to the newest snapshot: what the guest wrote since is lost.
    ///
    /// @throws SoapFault there is a newer one; the lab keeps no trees that branch
    public void revertTo(MachineSnapshot snapshot) throws SoapFault {
        lock.lock();
        try {
            List<MachineSnapshot> all = chain.snapshots();
            if (all.isEmpty() || chain.needsConsolidation() || !all.getLast().equals(snapshot)) {
                throw SoapFault.notSupported("The lab reverts to the newest snapshot only.");
            }
            disks.revert(snapshot.frozen());
            changed();
        } finally {
            lock.unlock();
        }
    }

    /// Merges redo logs that no snapshot needs.
    public void consolidate() {
        lock.lock();
        try {
            chain.removeOrphans().forEach(link -> link.frozen().close());
            changed();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Reference> children() {
        return List.of();
    }

    @Override
    public Set<String> propertyNames() {
        return MachineProperties.TABLE.names();
    }

    @Override
    public Optional<Value> property(String name) {
        return MachineProperties.TABLE.read(this, name);
    }

    private void changed() {
        modified = clock.instant();
        store.journal().changed(reference(), CHANGED_BY_SNAPSHOTS);
    }

    private void checkSnapshotPossible(SnapshotRequest request) throws SoapFault {
        if (definition.state().template()) {
            throw SoapFault.notSupported("A template cannot have snapshots.");
        }
        if (chain.depth() >= MAX_DEPTH) {
            throw new SoapFault(
                    Structure.of("TooManySnapshotLevels"),
                    "Too many levels of redo logs: " + chain.depth() + " of " + MAX_DEPTH + ".");
        }
        for (DiskDevice disk : definition.hardware().disks()) {
            if (disk.controller().sharedBus() || disk.backing() == Backing.MULTI_WRITER) {
                throw new SoapFault(
                        Structure.of("SnapshotFault"),
                        "Cannot take a snapshot: " + disk.label() + " is shared with other VMs.");
            }
            if (request.memory() && !disk.backing().inSnapshots()) {
                throw new SoapFault(
                        Structure.of("SnapshotFault"),
                        "Cannot keep memory in a snapshot: " + disk.label() + " is independent.");
            }
        }
        boolean on = definition.state().power() == PowerState.ON;
        if (request.quiesce() && on && !toolsRun()) {
            throw new SoapFault(
                    Structure.of("ApplicationQuiesceFault"),
                    "An error occurred while quiescing the virtual machine: VMware Tools do not"
                            + " run.");
        }
    }

    private ConfigMoment moment() {
        Map<Integer, DiskMoment> moments = new LinkedHashMap<>();
        for (LabDisk disk : disks.disks()) {
            moments.put(
                    disk.key(),
                    new DiskMoment(disk.capacityBytes(), disk.uuid(), changeIdOf(disk)));
        }
        return new ConfigMoment(modified, disks.changeTrackingEnabled(), moments);
    }

    /// A disk that snapshots pass by has no change ID, whatever is tracked.
    private static Optional<String> changeIdOf(LabDisk disk) {
        return disk.mode() == DiskMode.PERSISTENT ? disk.changeId() : Optional.empty();
    }

    /// The moment of a snapshot: disks that took part as they were frozen, the others as they are.
    private ConfigMoment momentOf(FrozenMachine frozen) {
        ConfigMoment live = moment();
        Map<Integer, DiskMoment> moments = new LinkedHashMap<>(live.disks());
        frozen.disks()
                .forEach((key, disk) ->
                        moments.put(
                                key,
                                new DiskMoment(
                                        disk.capacityBytes(),
                                        live.disk(key).uuid(),
                                        disk.changeId())));
        return new ConfigMoment(live.modified(), live.changeTracking(), moments);
    }
}
