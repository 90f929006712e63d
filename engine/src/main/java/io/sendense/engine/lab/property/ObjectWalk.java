package io.sendense.engine.lab.property;

import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.model.TypeTree;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows a filter's traversals through the objects. For one use by one thread.
public final class ObjectWalk {
    private final FilterSpec spec;
    private final ObjectSource source;
    private final Map<String, Selection.Traversal> named;
    private final Set<Reference> found = new LinkedHashSet<>();
    private final Set<Step> done = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();

    private ObjectWalk(FilterSpec spec, ObjectSource source) {
        this.spec = spec;
        this.source = source;
        this.named = spec.named();
    }

    /// One thing to do: follow a traversal from an object.
    private record Step(Reference object, Selection.Traversal traversal) {}

    /// The objects a filter speaks of, each once, in the order they are met.
    ///
    /// @throws SoapFault an object to start from does not exist, or a step has no such name or path
    public static List<Reference> of(FilterSpec spec, ObjectSource source) throws SoapFault {
        return new ObjectWalk(spec, source).run();
    }

    private List<Reference> run() throws SoapFault {
        for (FilterSpec.Start start : spec.starts()) {
            if (source.find(start.object()).isEmpty()) {
                if (spec.reportMissing()) {
                    continue;
                }
                throw SoapFault.notFound(start.object());
            }
            if (!start.skip()) {
                found.add(start.object());
            }
            open(start.object(), start.next());
        }
        while (!open.isEmpty()) {
            follow(open.poll());
        }
        return new ArrayList<>(found);
    }

    private void open(Reference object, List<Selection> selections) throws SoapFault {
        for (Selection selection : selections) {
            var step = new Step(object, resolved(selection));
            if (TypeTree.isA(object.type(), step.traversal().type()) && done.add(step)) {
                open.add(step);
            }
        }
    }

    private Selection.Traversal resolved(Selection selection) throws SoapFault {
        return switch (selection) {
            case Selection.Traversal traversal -> traversal;
            case Selection.Named reference -> {
                Selection.Traversal traversal = named.get(reference.name());
                if (traversal == null) {
                    throw SoapFault.invalidArgument("selectSet.name " + reference.name());
                }
                yield traversal;
            }
        };
    }

    private void follow(Step step) throws SoapFault {
        Optional<ManagedObject> object = source.find(step.object());
        if (object.isEmpty()) {
            return; // it went while we walked
        }
        Selection.Traversal traversal = step.traversal();
        Optional<Value> value = PropertyReader.read(object.get(), traversal.path());
        for (Reference next : value.map(ObjectWalk::references).orElse(List.of())) {
            if (!traversal.skip()) {
                found.add(next);
            }
            open(next, traversal.next());
        }
    }

    private static List<Reference> references(Value value) {
        return switch (value) {
            case Reference reference -> List.of(reference);
            case Sequence sequence ->
                    sequence.elements().stream()
                            .filter(Reference.class::isInstance)
                            .map(Reference.class::cast)
                            .toList();
            case io.sendense.engine.lab.soap.Scalar _, Structure _ -> List.of();
        };
    }
}
