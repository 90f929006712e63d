package io.sendense.engine.source.inventory;

/// A managed object id as the server names it: `vm-42`, `group-v3`, `snapshot-7`. Unique within one
/// vCenter. Immutable.
public record ObjectId(String value) {
    public ObjectId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a managed object id cannot be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
