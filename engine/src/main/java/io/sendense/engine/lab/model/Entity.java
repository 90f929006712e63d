package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import java.util.List;
import java.util.Optional;

/// An object of the inventory tree. Thread-safe.
public abstract class Entity extends ManagedObject {
    /// All is well.
    protected static final Scalar GREEN = Scalar.constant("ManagedEntityStatus", "green");

    /// What all objects of the inventory have.
    protected static final PropertyTable<Entity> ENTITY =
            PropertyTable.<Entity>of()
                    .empty("CustomFieldValue", "value", "customValue")
                    .empty("CustomFieldDef", "availableField")
                    .maybe("parent", entity -> entity.parent().map(parent -> parent))
                    .with("overallStatus", _ -> GREEN)
                    .with("configStatus", _ -> GREEN)
                    .empty("Event", "configIssue")
                    .with("effectiveRole", _ -> Sequence.integers(List.of(-1)))
                    .empty("Permission", "permission")
                    .with("name", entity -> Scalar.of(entity.name()))
                    .empty("xsd:string", "disabledMethod")
                    .with("recentTask", entity -> entity.recentTasks.value())
                    .empty("AlarmState", "declaredAlarmState", "triggeredAlarmState")
                    .with("alarmActionsEnabled", _ -> Scalar.of(true))
                    .empty("Tag", "tag")
                    .build();

    private volatile Optional<Reference> parent;
    private volatile String name;
    private final References recentTasks = new References();

    /// @param reference the object's own name
    /// @param parent where it hangs; empty for the root
    /// @param name its display name as vCenter stores it: `%`, `/` and `\` escaped
    protected Entity(Reference reference, Optional<Reference> parent, String name) {
        super(reference);
        this.parent = parent;
        this.name = name;
    }

    /// Where it hangs; empty for the root.
    public final Optional<Reference> parent() {
        return parent;
    }

    /// Its display name, escaped as vCenter does.
    public final String name() {
        return name;
    }

    /// Gives it another name and place. Whoever does that notes it in the journal.
    ///
    /// @param newParent where it hangs from now on
    /// @param newName escaped as vCenter does
    protected final void identify(Reference newParent, String newName) {
        parent = Optional.of(newParent);
        name = newName;
    }

    /// The tasks that work on it or did so lately.
    public final References recentTasks() {
        return recentTasks;
    }

    /// What a view of this object as container shows directly below it.
    public abstract List<Reference> children();
}
