package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// An object there is one of, such as the list of tasks. Immutable itself; what its properties are
/// read from may change.
public final class ServiceObject extends ManagedObject {
    private final Map<String, Supplier<Optional<Value>>> properties;

    private ServiceObject(Reference reference, Map<String, Supplier<Optional<Value>>> properties) {
        super(reference);
        this.properties = new LinkedHashMap<>(properties);
    }

    /// Starts an object.
    public static Composer of(Reference reference) {
        return new Composer(reference);
    }

    @Override
    public Set<String> propertyNames() {
        return properties.keySet();
    }

    @Override
    public Optional<Value> property(String name) {
        return properties.getOrDefault(name, Optional::empty).get();
    }

    /// Collects properties. Confined to one thread.
    public static final class Composer {
        private final Reference reference;
        private final Map<String, Supplier<Optional<Value>>> properties = new LinkedHashMap<>();

        private Composer(Reference reference) {
            this.reference = reference;
        }

        /// A property that is always set.
        public Composer with(String name, Supplier<? extends Value> reader) {
            properties.put(name, () -> Optional.of(reader.get()));
            return this;
        }

        /// A property that is never set.
        public Composer unset(String name) {
            properties.put(name, Optional::empty);
            return this;
        }

        /// The object.
        public ServiceObject build() {
            return new ServiceObject(reference, properties);
        }
    }
}
