package io.sendense.engine.lab.model;

import io.sendense.engine.lab.product.Product;
import io.sendense.engine.lab.soap.Reference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// All objects that belong to no single session, by reference. Thread-safe.
public final class ObjectStore {
    private final Map<Reference, ManagedObject> objects = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger(1);
    private final Product product;
    private final ChangeJournal journal = new ChangeJournal();

    /// @param product names its objects
    public ObjectStore(Product product) {
        this.product = product;
    }

    /// The journal of all changes.
    public ChangeJournal journal() {
        return journal;
    }

    /// A reference nobody has yet, such as `vm-42` for type `VirtualMachine` and prefix `vm`.
    public Reference newReference(String type, String prefix) {
        return new Reference(type, product.id(type, prefix, lastId.incrementAndGet()));
    }

    /// A reference for a folder; vCenter writes `group-v3`, the letter saying what it is for.
    public Reference newFolderReference(String letter) {
        return new Reference("Folder", product.folderId(letter, lastId.incrementAndGet()));
    }

    /// Takes an object in.
    public <T extends ManagedObject> T add(T object) {
        objects.put(object.reference(), object);
        journal.structureChanged();
        return object;
    }

    /// Lets an object go.
    public void remove(Reference reference) {
        objects.remove(reference);
        journal.forget(reference);
        journal.structureChanged();
    }

    /// The object of that name.
    public Optional<ManagedObject> find(Reference reference) {
        return Optional.ofNullable(objects.get(reference));
    }

    /// The object of that name where it is of that kind.
    public <T extends ManagedObject> Optional<T> find(Reference reference, Class<T> kind) {
        return find(reference).filter(kind::isInstance).map(kind::cast);
    }

    /// All objects of a kind, in no order.
    public <T extends ManagedObject> Stream<T> all(Class<T> kind) {
        return objects.values().stream().filter(kind::isInstance).map(kind::cast);
    }
}
