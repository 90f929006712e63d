package io.sendense.ui.shared;

/// A VM on screen: where it is, its managed object id, and its name for people. Immutable.
///
/// Two of them are the same VM when vCenter and id are equal, whatever the name.
public record VmRef(String vcenter, String id, String name) {
    public boolean sameVm(VmRef other) {
        return vcenter.equals(other.vcenter) && id.equals(other.id);
    }
}
