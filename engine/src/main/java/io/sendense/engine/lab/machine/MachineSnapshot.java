package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.model.PropertyTable;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import io.sendense.engine.lab.storage.FrozenMachine;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A snapshot of a VM: its configuration and its disks at one instant. Thread-safe.
public final class MachineSnapshot extends ManagedObject {
    private static final PropertyTable<MachineSnapshot> PROPERTIES =
            PropertyTable.<MachineSnapshot>of()
                    .empty("CustomFieldValue", "value")
                    .empty("CustomFieldDef", "availableField")
                    .with("config", MachineSnapshot::config)
                    .with("childSnapshot", snapshot -> Sequence.references(snapshot.children()))
                    .with("vm", snapshot -> snapshot.machine.reference())
                    .build();

    private final VirtualMachine machine;
    private final SnapshotFacts facts;
    private final ConfigMoment moment;
    private final FrozenMachine frozen;

    MachineSnapshot(
            Reference reference,
            VirtualMachine machine,
            SnapshotFacts facts,
            ConfigMoment moment,
            FrozenMachine frozen) {
        super(reference);
        this.machine = machine;
        this.facts = facts;
        this.moment = moment;
        this.frozen = frozen;
    }

    /// The VM it was taken of.
    public VirtualMachine machine() {
        return machine;
    }

    /// What was noted when it was taken.
    public SnapshotFacts facts() {
        return facts;
    }

    /// The disks as they were.
    public FrozenMachine frozen() {
        return frozen;
    }

    @Override
    public Set<String> propertyNames() {
        return PROPERTIES.names();
    }

    @Override
    public Optional<Value> property(String name) {
        return PROPERTIES.read(this, name);
    }

    /// Its place in the tree, with all that were taken after it below it.
    Structure tree(List<MachineSnapshot> younger) {
        Structure.Composer tree =
                Structure.of("VirtualMachineSnapshotTree")
                        .with("snapshot", reference())
                        .with("vm", machine.reference())
                        .with("name", facts.request().name())
                        .with("description", facts.request().description())
                        .with("id", facts.id())
                        .with("createTime", facts.created())
                        .with("state", facts.power().value())
                        .with("quiesced", facts.quiesced());
        if (!younger.isEmpty()) {
            tree.with(
                    "childSnapshotList",
                    Sequence.of(
                            "VirtualMachineSnapshotTree",
                            List.of(younger.getFirst().tree(younger.subList(1, younger.size())))));
        }
        return tree.with("replaySupported", false).build();
    }

    private Structure config() {
        return MachineConfig.of(machine.viewAt(this, moment));
    }

    private List<Reference> children() {
        List<MachineSnapshot> all = machine.snapshots();
        int next = all.indexOf(this) + 1;
        return next > 0 && next < all.size() ? List.of(all.get(next).reference()) : List.of();
    }
}
