package io.sendense.engine.lab.soap;

/// A managed object reference: the name of an object on the server. Immutable.
///
/// @param type the managed object's type, such as `VirtualMachine`
/// @param id its id, such as `vm-42`
public record Reference(String type, String id) implements Value {
    /// Refuses empty parts.
    public Reference {
        if (type.isEmpty() || id.isEmpty()) {
            throw new IllegalArgumentException("reference '" + type + ":" + id + "' lacks a part");
        }
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
