package io.sendense.engine.lab.soap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// A data object: a type and its fields in the order of the schema. Immutable, as far as what its
/// lazy fields are read from is.
///
/// @param type the vSphere type, such as `VirtualDisk`
/// @param age since when the type exists and what it is for older callers
/// @param fields the fields that are set
public record Structure(String type, Age age, List<Field> fields) implements Value {

    /// When a type came and what stands in for it before that.
    ///
    /// @param since the first version that knows the type
    /// @param olderType the nearest base type that older versions know
    public record Age(ApiVersion since, String olderType) {}

    /// One field.
    ///
    /// @param name the field's name
    /// @param source gives its value; asked only when somebody wants it
    /// @param since the first version that knows the field
    /// @param anyType whether the schema declares any type here, so that scalars must name theirs
    public record Field(
            String name, Supplier<? extends Value> source, ApiVersion since, boolean anyType) {
        /// Its value.
        public Value value() {
            return source.get();
        }
    }

    /// Copies the fields in.
    public Structure {
        Objects.requireNonNull(type);
        fields = List.copyOf(fields);
    }

    /// Starts a structure.
    public static Composer of(String type) {
        return new Composer(type);
    }

    /// The value of a field; empty where it is unset.
    public Optional<Value> field(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /// Collects the fields of one structure in order. Confined to one thread.
    public static final class Composer {
        private final String type;
        private final List<Field> fields = new ArrayList<>();
        private Age age;

        private Composer(String type) {
            this.type = type;
            this.age = new Age(ApiVersion.V6_0, type);
        }

        /// Says since when the type exists, and which older type stands in for it before.
        public Composer introducedIn(ApiVersion since, String olderType) {
            age = new Age(since, olderType);
            return this;
        }

        /// A field of any kind.
        public Composer with(String name, Value value) {
            return since(ApiVersion.V6_0, name, value);
        }

        /// A structured field.
        public Composer with(String name, Composer value) {
            return with(name, value.build());
        }

        /// A structured field that is rendered only for whoever wants it: a client that asks for a
        /// VM's name does not pay for its devices.
        public Composer lazy(String name, Supplier<? extends Value> source) {
            fields.add(new Field(name, source, ApiVersion.V6_0, false));
            return this;
        }

        /// A string field.
        public Composer with(String name, String value) {
            return with(name, Scalar.of(value));
        }

        /// A 32-bit field.
        public Composer with(String name, int value) {
            return with(name, Scalar.of(value));
        }

        /// A 64-bit field.
        public Composer with(String name, long value) {
            return with(name, Scalar.of(value));
        }

        /// A truth field.
        public Composer with(String name, boolean value) {
            return with(name, Scalar.of(value));
        }

        /// A time field.
        public Composer with(String name, Instant value) {
            return with(name, Scalar.of(value));
        }

        /// A field of an enumeration.
        public Composer constant(String name, String enumeration, String value) {
            return with(name, Scalar.constant(enumeration, value));
        }

        /// A field that may be unset.
        public Composer maybe(String name, Optional<? extends Value> value) {
            value.ifPresent(present -> with(name, present));
            return this;
        }

        /// A field that only callers of `since` and later see.
        public Composer since(ApiVersion since, String name, Value value) {
            fields.add(new Field(name, () -> value, since, false));
            return this;
        }

        /// A field whose schema type is `xsd:anyType`, so that its value names its own type.
        public Composer any(String name, Value value) {
            fields.add(new Field(name, () -> value, ApiVersion.V6_0, true));
            return this;
        }

        /// The structure.
        public Structure build() {
            return new Structure(type, age, fields);
        }
    }
}
