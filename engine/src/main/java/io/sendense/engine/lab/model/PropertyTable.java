package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The properties of one type of managed object: names and how each is read. Immutable.
///
/// @param <T> the object they are read from
public final class PropertyTable<T> {
    private final Map<String, Function<? super T, Optional<Value>>> readers;

    private PropertyTable(Map<String, Function<? super T, Optional<Value>>> readers) {
        this.readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
    }

    /// Starts a table.
    public static <T> Composer<T> of() {
        return new Composer<>();
    }

    /// Starts a table with the properties of a base type.
    public static <T> Composer<T> extending(PropertyTable<? super T> base) {
        var composer = new Composer<T>();
        base.copyInto(composer);
        return composer;
    }

    /// All names in schema order.
    public Set<String> names() {
        return readers.keySet();
    }

    /// Reads a property; empty where it is unset or unknown.
    public Optional<Value> read(T object, String name) {
        var reader = readers.get(name);
        return reader == null ? Optional.empty() : reader.apply(object);
    }

    private void copyInto(Composer<? extends T> composer) {
        composer.putAll(readers);
    }

    /// Collects properties. Confined to one thread.
    ///
    /// @param <T> the object they are read from
    public static final class Composer<T> {
        private final Map<String, Function<? super T, Optional<Value>>> readers =
                new LinkedHashMap<>();

        private Composer() {}

        /// A property that is always set.
        public Composer<T> with(String name, Function<? super T, ? extends Value> reader) {
            readers.put(name, object -> Optional.of(reader.apply(object)));
            return this;
        }

        /// A property that may be unset.
        public Composer<T> maybe(String name, Function<? super T, Optional<Value>> reader) {
            readers.put(name, reader);
            return this;
        }

        /// Array properties that are always empty.
        public Composer<T> empty(String elementType, String... names) {
            Value none = new Sequence(elementType, java.util.List.of());
            for (String name : names) {
                readers.put(name, _ -> Optional.of(none));
            }
            return this;
        }

        /// Properties that exist and are never set.
        public Composer<T> unset(String... names) {
            for (String name : names) {
                readers.put(name, _ -> Optional.empty());
            }
            return this;
        }

        /// The table.
        public PropertyTable<T> build() {
            return new PropertyTable<>(readers);
        }

        private void putAll(Map<String, ? extends Function<? super T, Optional<Value>>> base) {
            readers.putAll(base);
        }
    }
}
