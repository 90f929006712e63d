package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Value;
import java.util.Optional;
import java.util.Set;

/// An object a client can name and read. Thread-safe.
public abstract class ManagedObject {
    private final Reference reference;

    /// @param reference the object's own name
    protected ManagedObject(Reference reference) {
        this.reference = reference;
    }

    /// The object's own name.
    public final Reference reference() {
        return reference;
    }

    /// The names of all its properties, set or not.
    public abstract Set<String> propertyNames();

    /// The value of a property now; empty where it is unset or does not exist.
    public abstract Optional<Value> property(String name);
}
