package io.sendense.engine.lab.property;

import io.sendense.engine.lab.model.ChangeJournal;
import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.soap.PropertyPath;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A `PropertyFilter` a client waits on: knows which objects it has reported, and what changed
/// since. Used by one collector, under that collector's lock.
public final class Filter extends ManagedObject {
    private static final Set<String> NAMES = Set.of("spec", "partialUpdates");

    private final FilterSpec spec;
    private final ObjectSource source;
    private final ChangeJournal journal;
    private Set<Reference> reported = new LinkedHashSet<>();

    /// What the filter saw of the objects was true at this change at the latest; below 0 before it
    /// has reported anything.
    private long seen = -1;

    /// @param spec what is watched
    public Filter(
            Reference reference, FilterSpec spec, ObjectSource source, ChangeJournal journal) {
        super(reference);
        this.spec = spec;
        this.source = source;
        this.journal = journal;
    }

    @Override
    public Set<String> propertyNames() {
        return NAMES;
    }

    @Override
    public Optional<Value> property(String name) {
        return name.equals("partialUpdates") ? Optional.of(Scalar.of(false)) : Optional.empty();
    }

    /// Forgets what was reported, so that everything is news again.
    void reset() {
        reported = new LinkedHashSet<>();
        seen = -1;
    }

    /// The `ObjectUpdate`s since the last call.
    ///
    /// @throws SoapFault the filter names a property its objects do not have
    List<Structure> updates() throws SoapFault {
        long now = journal.now();
        if (now == seen) {
            return List.of();
        }
        var updates = new ArrayList<Structure>();
        Set<Reference> current = seen < 0 || journal.structure() > seen ? walk() : reported;
        for (Reference gone : reported) {
            if (!current.contains(gone)) {
                updates.add(update("leave", gone, List.of()));
            }
        }
        for (Reference reference : current) {
            Optional<ManagedObject> object = source.find(reference);
            if (object.isPresent()) {
                boolean known = reported.contains(reference);
                List<Structure> changes = changes(object.get(), known);
                if (!known || !changes.isEmpty()) {
                    updates.add(update(known ? "modify" : "enter", reference, changes));
                }
            }
        }
        reported = current;
        seen = now;
        return updates;
    }

    private Set<Reference> walk() throws SoapFault {
        var current = new LinkedHashSet<Reference>();
        for (Reference reference : ObjectWalk.of(present(), source)) {
            if (PropertyReader.concerns(spec, reference.type())
                    && source.find(reference).isPresent()) {
                current.add(reference);
            }
        }
        return current;
    }

    /// The same filter, passing over starts that are gone: they leave instead of failing the wait.
    private FilterSpec present() {
        return new FilterSpec(spec.wanted(), spec.starts(), spec.reportMissing() || seen >= 0);
    }

    private List<Structure> changes(ManagedObject object, boolean known) throws SoapFault {
        var changes = new ArrayList<Structure>();
        for (PropertyPath path : PropertyReader.wanted(spec, object)) {
            if (known && !journal.changedSince(seen, object.reference(), path.root())) {
                continue;
            }
            Optional<Value> value = PropertyReader.read(object, path);
            if (known || value.isPresent()) {
                Structure.Composer change =
                        Structure.of("PropertyChange")
                                .with("name", path.text())
                                .constant("op", "PropertyChangeOp", "assign");
                value.ifPresent(present -> change.any("val", present));
                changes.add(change.build());
            }
        }
        return changes;
    }

    private static Structure update(String kind, Reference object, List<Structure> changes) {
        Structure.Composer update =
                Structure.of("ObjectUpdate")
                        .constant("kind", "ObjectUpdateKind", kind)
                        .with("obj", object);
        changes.forEach(change -> update.with("changeSet", change));
        return update.build();
    }
}
