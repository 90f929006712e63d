package io.sendense.engine.lab.property;

import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.model.TypeTree;
import io.sendense.engine.lab.soap.PropertyPath;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a filter wants of an object.
final class PropertyReader {
    private PropertyReader() {}

    /// The value at a path; empty where it is unset.
    ///
    /// @throws SoapFault the object has no such property
    static Optional<Value> read(ManagedObject object, PropertyPath path) throws SoapFault {
        if (!object.propertyNames().contains(path.root())) {
            throw SoapFault.invalidProperty(path.text());
        }
        return object.property(path.root()).flatMap(path::within);
    }

    /// The paths a filter wants of an object, each once.
    static List<PropertyPath> wanted(FilterSpec spec, ManagedObject object) {
        Map<String, PropertyPath> paths = new LinkedHashMap<>();
        for (FilterSpec.Wanted wanted : spec.wanted()) {
            if (!TypeTree.isA(object.reference().type(), wanted.type())) {
                continue;
            }
            if (wanted.all()) {
                for (String name : object.propertyNames()) {
                    paths.put(name, PropertyPath.of(name));
                }
            }
            wanted.paths().forEach(path -> paths.put(path.text(), path));
        }
        return List.copyOf(paths.values());
    }

    /// Whether a filter speaks of objects of this type at all.
    static boolean concerns(FilterSpec spec, String type) {
        return spec.wanted().stream().anyMatch(wanted -> TypeTree.isA(type, wanted.type()));
    }

    /// An object's `ObjectContent`.
    static Structure content(FilterSpec spec, ManagedObject object) throws SoapFault {
        Structure.Composer content = Structure.of("ObjectContent").with("obj", object.reference());
        for (Structure property : values(wanted(spec, object), object)) {
            content.with("propSet", property);
        }
        return content.build();
    }

    private static List<Structure> values(List<PropertyPath> paths, ManagedObject object)
            throws SoapFault {
        Map<String, Optional<Value>> roots = new LinkedHashMap<>();
        var values = new ArrayList<Structure>();
        for (PropertyPath path : paths) {
            if (!object.propertyNames().contains(path.root())) {
                throw SoapFault.invalidProperty(path.text());
            }
            roots.computeIfAbsent(path.root(), object::property)
                    .flatMap(path::within)
                    .ifPresent(value ->
                            values.add(
                                    Structure.of("DynamicProperty")
                                            .with("name", path.text())
                                            .any("val", value)
                                            .build()));
        }
        return values;
    }
}
