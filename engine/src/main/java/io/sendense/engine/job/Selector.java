package io.sendense.engine.job;

import java.util.Optional;

/// One entry of a selection. Immutable.
///
/// @param vcenter name of the vCenter it is on
/// @param id managed object id, or a tag's id
/// @param uuid instance UUID of a VM, so that a VM registered anew is found again and another one
///   with the same object id is not taken for it; absent for all else, and for a VM until the
///   engine has looked it up
/// @param name for people, as it was when it was chosen
public record Selector(
        String vcenter, SelectorKind kind, String id, Optional<String> uuid, String name) {
    /// An entry that the engine has not looked up.
    public static Selector of(String vcenter, SelectorKind kind, String id, String name) {
        return new Selector(vcenter, kind, id, Optional.empty(), name);
    }

    /// Whether both mean the same object, whatever its name.
    public boolean sameObject(Selector other) {
        return vcenter.equals(other.vcenter) && kind == other.kind && id.equals(other.id);
    }
}
