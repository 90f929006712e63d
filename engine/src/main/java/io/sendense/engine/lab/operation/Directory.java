package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.property.ObjectSource;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import java.util.Optional;

/// Finds objects as one caller sees them: those of its session first, then everyone's. Thread-safe.
public final class Directory {
    private final ObjectStore store;

    /// @param store everyone's objects
    public Directory(ObjectStore store) {
        this.store = store;
    }

    /// Everyone's objects.
    public ObjectStore store() {
        return store;
    }

    /// What a caller sees.
    public ObjectSource of(Optional<Session> session) {
        return reference ->
                session.flatMap(present -> present.find(reference)).or(() -> store.find(reference));
    }

    /// The object of that name and kind.
    ///
    /// @throws SoapFault there is none
    public <T extends ManagedObject> T require(Call call, Reference reference, Class<T> kind)
            throws SoapFault {
        return of(call.session())
                .find(reference)
                .filter(kind::isInstance)
                .map(kind::cast)
                .orElseThrow(() -> SoapFault.notFound(reference));
    }

    /// The object the call is made on, of that kind.
    ///
    /// @throws SoapFault it is something else
    public <T extends ManagedObject> T target(Call call, Class<T> kind) throws SoapFault {
        return require(call, call.target(), kind);
    }
}
