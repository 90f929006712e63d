package io.sendense.engine.source.inventory;

import io.sendense.engine.source.change.ChangeId;
import java.util.Optional;

/// One virtual disk in a configuration: the VM's own, or a snapshot's. Immutable.
///
/// @param key the device key; unique within the VM
/// @param label what the server calls it: `Hard disk 1`
/// @param controller short name of the controller with its bus number: `SCSI 0`, `SATA 0`, `NVMe
///   0`, `IDE 1`
/// @param unitNumber position on the controller; not unique within the VM
/// @param file head of the disk's chain in this configuration
/// @param backingUuid the disk's own uuid, lower case; identifies it across moves; absent for some
///   backings
/// @param changeId position of change tracking in this configuration; absent where tracking is off
/// @param parentFiles number of files below `file` in the redo chain: 0 for a flat base
/// @param shared whether the bus or the disk is shared with another VM (multi-writer)
public record VirtualDisk(
        int key,
        String label,
        String controller,
        int controllerKey,
        int unitNumber,
        long capacityBytes,
        DatastorePath file,
        DiskBacking backing,
        DiskMode mode,
        boolean thin,
        boolean shared,
        Optional<String> backingUuid,
        Optional<ChangeId> changeId,
        int parentFiles) {}
