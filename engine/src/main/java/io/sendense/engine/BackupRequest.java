package io.sendense.engine;

import io.sendense.engine.source.inventory.ObjectId;
import java.util.Optional;

/// One VM to be backed up now. Immutable.
///
/// @param repository its name; absent for the default repository
/// @param forceFull whether every disk is read in full
/// @param quiesce whether the guest's file systems are brought to rest; a failure to do so fails
///   the run
public record BackupRequest(
        String vcenter,
        ObjectId vm,
        Optional<String> repository,
        boolean forceFull,
        boolean quiesce) {}
