package io.sendense.engine.source.inventory;

import java.util.List;

/// A VM as one snapshot holds it: its disks and configuration come from the snapshot, not from the
/// running VM. Immutable.
///
/// @param disks every disk of the configuration; those that take no part in snapshots cannot be
///   opened
/// @param configXml the snapshot's `config` as the server sent it: an XML document of its own with
///   the root `config`, every element, attribute and text kept
public record FrozenVm(ObjectId vm, ObjectId snapshot, List<VirtualDisk> disks, String configXml) {
    public FrozenVm {
        disks = List.copyOf(disks);
    }
}
