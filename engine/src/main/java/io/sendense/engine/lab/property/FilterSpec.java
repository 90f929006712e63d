package io.sendense.engine.lab.property;

import io.sendense.engine.lab.model.TypeTree;
import io.sendense.engine.lab.soap.Element;
import io.sendense.engine.lab.soap.PropertyPath;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A `PropertyFilterSpec`: which objects, and what of them. Immutable.
///
/// @param wanted what is wanted of objects, by type
/// @param starts where to start
/// @param reportMissing whether a start that does not exist is passed over instead of refused
public record FilterSpec(List<Wanted> wanted, List<Start> starts, boolean reportMissing) {

    /// What is wanted of objects of a type.
    ///
    /// @param type the type, or a base of it
    /// @param all all properties
    /// @param paths these properties
    public record Wanted(String type, boolean all, List<PropertyPath> paths) {
        /// Copies the paths in.
        public Wanted {
            paths = List.copyOf(paths);
        }
    }

    /// An object to start from.
    ///
    /// @param object the object
    /// @param skip whether it is only passed through
    /// @param next where to go on from it
    public record Start(Reference object, boolean skip, List<Selection> next) {
        /// Copies the steps in.
        public Start {
            next = List.copyOf(next);
        }
    }

    /// Copies the lists in.
    public FilterSpec {
        wanted = List.copyOf(wanted);
        starts = List.copyOf(starts);
    }

    /// Reads a specification as clients send it.
    ///
    /// @throws SoapFault it names an unknown type or lacks something
    public static FilterSpec of(Element spec) throws SoapFault {
        var wanted = new ArrayList<Wanted>();
        for (Element set : spec.children("propSet")) {
            var paths = new ArrayList<PropertyPath>();
            for (String text : set.textsOf("pathSet")) {
                paths.add(path(text));
            }
            wanted.add(
                    new Wanted(knownType(set.textOf("type").orElse("")), set.isTrue("all"), paths));
        }
        var starts = new ArrayList<Start>();
        for (Element set : spec.children("objectSet")) {
            starts.add(
                    new Start(
                            set.reference("obj")
                                    .orElseThrow(() -> SoapFault.invalidArgument("objectSet.obj")),
                            set.isTrue("skip"),
                            Selection.listOf(set.children("selectSet"))));
        }
        return new FilterSpec(wanted, starts, spec.isTrue("reportMissingObjectsInResults"));
    }

    /// All named steps, wherever in the filter they are defined.
    Map<String, Selection.Traversal> named() {
        var named = new HashMap<String, Selection.Traversal>();
        starts.forEach(start -> collect(start.next(), named));
        return named;
    }

    static String knownType(String type) throws SoapFault {
        if (!TypeTree.knows(type)) {
            throw new SoapFault(
                    Structure.of("InvalidType").with("argument", type),
                    "The type '" + type + "' is not known.");
        }
        return type;
    }

    static PropertyPath path(String text) throws SoapFault {
        try {
            return PropertyPath.of(text);
        } catch (IllegalArgumentException _) {
            throw SoapFault.invalidProperty(text);
        }
    }

    private static void collect(
            List<Selection> selections, Map<String, Selection.Traversal> target) {
        for (Selection selection : selections) {
            if (selection instanceof Selection.Traversal traversal) {
                traversal.name().ifPresent(name -> target.put(name, traversal));
                collect(traversal.next(), target);
            }
        }
    }
}
