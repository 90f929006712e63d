package io.sendense.engine.backup;

import io.sendense.engine.source.inventory.ObjectId;

/// One VM to be backed up now. Immutable.
///
/// @param vcenter name of the vCenter it is on
/// @param repository name of the repository the point goes to
/// @param forceFull whether every disk is read in full
/// @param quiesce whether the guest's file systems are brought to rest; a failure to do so fails
///   the run
public record BackupOrder(
        String vcenter, ObjectId vm, String repository, boolean forceFull, boolean quiesce) {}
