package io.sendense.engine.source.inventory;

/// What operators mark inventory objects with. Immutable.
///
/// @param id as the server names it: `urn:vmomi:InventoryServiceTag:...:GLOBAL`
/// @param category the name of the category it belongs to
/// @param name unique within its category
public record Tag(String id, String category, String name) {
    public Tag {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a tag's id cannot be blank");
        }
    }

    @Override
    public String toString() {
        return category + ": " + name;
    }
}
