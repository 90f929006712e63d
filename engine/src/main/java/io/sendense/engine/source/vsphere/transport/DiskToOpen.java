package io.sendense.engine.source.vsphere.transport;

import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.util.Optional;

/// A disk that is to be read. Immutable.
///
/// @param vm the snapshot that holds it still
/// @param disk one of its disks
/// @param host what the VM runs on or is registered with; absent where the server does not say
/// @param datacenterPath inventory path of the VM's datacenter, with vSphere's escapes left in;
///   absent where the server needs none
public record DiskToOpen(
        FrozenVm vm, VirtualDisk disk, Optional<ObjectId> host, Optional<String> datacenterPath) {}
