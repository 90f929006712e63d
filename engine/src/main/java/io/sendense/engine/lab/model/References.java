package io.sendense.engine.lab.model;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A growing and shrinking set of references, in the order they came. Thread-safe.
public final class References {
    @GuardedBy("this")
    private final Set<Reference> members = new LinkedHashSet<>();

    /// Takes one in.
    public synchronized void add(Reference reference) {
        members.add(reference);
    }

    /// Lets one go.
    public synchronized void remove(Reference reference) {
        members.remove(reference);
    }

    /// All members now.
    public synchronized List<Reference> list() {
        return new ArrayList<>(members);
    }

    /// All members now as an array value.
    public Sequence value() {
        return Sequence.references(list());
    }
}
