package io.sendense.engine.lab.property;

import io.sendense.engine.lab.soap.Element;
import io.sendense.engine.lab.soap.PropertyPath;
import io.sendense.engine.lab.soap.SoapFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A step of a traversal, or the name of one defined elsewhere in the same filter. Immutable.
sealed interface Selection {

    /// From objects of a type along a property to further objects. Two traversals are the same only
    /// where they are the same object: a walk compares them thousands of times.
    final class Traversal implements Selection {
        private final Optional<String> name;
        private final String type;
        private final PropertyPath path;
        private final boolean skip;
        private final List<Selection> next;

        /// @param name what other steps may call it
        /// @param type the type it starts at, or a base of it
        /// @param path the property that holds references
        /// @param skip whether the objects found are only passed through
        /// @param next where to go on from them
        Traversal(
                Optional<String> name,
                String type,
                PropertyPath path,
                boolean skip,
                List<Selection> next) {
            this.name = name;
            this.type = type;
            this.path = path;
            this.skip = skip;
            this.next = List.copyOf(next);
        }

        Optional<String> name() {
            return name;
        }

        String type() {
            return type;
        }

        PropertyPath path() {
            return path;
        }

        boolean skip() {
            return skip;
        }

        List<Selection> next() {
            return next;
        }
    }

    /// A step defined elsewhere.
    ///
    /// @param name what it is called
    record Named(String name) implements Selection {}

    /// Reads the `selectSet` elements of an object specification or a traversal.
    static List<Selection> listOf(List<Element> selectSet) throws SoapFault {
        var selections = new ArrayList<Selection>();
        for (Element element : selectSet) {
            selections.add(of(element));
        }
        return selections;
    }

    private static Selection of(Element element) throws SoapFault {
        Optional<String> name = element.textOf("name").filter(text -> !text.isEmpty());
        Optional<String> path = element.textOf("path");
        if (path.isEmpty()) {
            return new Named(name.orElseThrow(() -> SoapFault.invalidArgument("selectSet.name")));
        }
        return new Traversal(
                name,
                FilterSpec.knownType(element.textOf("type").orElse("")),
                FilterSpec.path(path.get()),
                element.isTrue("skip"),
                listOf(element.children("selectSet")));
    }
}
