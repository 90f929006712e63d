package io.sendense.engine.lab.property;

import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.soap.Reference;
import java.util.Optional;

/// Finds the objects a client can see. Thread-safe.
@FunctionalInterface
public interface ObjectSource {
    /// The object of that name.
    Optional<ManagedObject> find(Reference reference);
}
