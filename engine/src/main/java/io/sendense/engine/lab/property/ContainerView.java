package io.sendense.engine.lab.property;

import io.sendense.engine.lab.model.Entity;
import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.model.PropertyTable;
import io.sendense.engine.lab.model.TypeTree;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A `ContainerView`: the objects of some types below a container, as they are when it is read.
/// Thread-safe.
public final class ContainerView extends ManagedObject {
    private static final PropertyTable<ContainerView> PROPERTIES =
            PropertyTable.<ContainerView>of()
                    .with("view", view -> Sequence.references(view.members()))
                    .with("container", view -> view.container)
                    .with("type", view -> Sequence.strings(view.types))
                    .with("recursive", view -> Scalar.of(view.recursive))
                    .build();

    private final ObjectSource source;
    private final Reference container;
    private final List<String> types;
    private final boolean recursive;

    /// @param container where to look
    /// @param types which objects to show, by type or base; empty for all
    /// @param recursive whether to look below the first level
    public ContainerView(
            Reference reference,
            ObjectSource source,
            Reference container,
            List<String> types,
            boolean recursive) {
        super(reference);
        this.source = source;
        this.container = container;
        this.types = List.copyOf(types);
        this.recursive = recursive;
    }

    @Override
    public Set<String> propertyNames() {
        return PROPERTIES.names();
    }

    @Override
    public Optional<Value> property(String name) {
        return PROPERTIES.read(this, name);
    }

    private List<Reference> members() {
        var members = new ArrayList<Reference>();
        Set<Reference> met = new LinkedHashSet<>(children(container));
        Deque<Reference> open = new ArrayDeque<>(met);
        while (!open.isEmpty()) {
            Reference next = open.poll();
            if (types.isEmpty()
                    || types.stream().anyMatch(type -> TypeTree.isA(next.type(), type))) {
                members.add(next);
            }
            if (recursive) {
                for (Reference child : children(next)) {
                    if (met.add(child)) {
                        open.add(child);
                    }
                }
            }
        }
        return Collections.unmodifiableList(members);
    }

    private List<Reference> children(Reference parent) {
        return source.find(parent)
                .filter(Entity.class::isInstance)
                .map(Entity.class::cast)
                .map(Entity::children)
                .orElse(List.of());
    }
}
