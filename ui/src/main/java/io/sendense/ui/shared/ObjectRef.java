package io.sendense.ui.shared;

/// An object of an inventory on screen. Immutable.
///
/// Two of them are the same object when vCenter, kind and id are equal, whatever the name.
///
/// @param id managed object id, or a tag's id
/// @param name for people
public record ObjectRef(String vcenter, Kind kind, String id, String name) {
    /// What it is.
    public enum Kind {
        VM,
        FOLDER,
        DATACENTER,
        CLUSTER,
        HOST,
        RESOURCE_POOL,
        VAPP,
        TAG
    }

    public boolean sameObject(ObjectRef other) {
        return vcenter.equals(other.vcenter) && kind == other.kind && id.equals(other.id);
    }
}
