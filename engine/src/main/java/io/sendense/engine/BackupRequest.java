package io.sendense.engine;

import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.source.inventory.ObjectId;
import java.util.Optional;

/// One VM to be backed up now. Immutable.
///
/// @param repository its name; absent for the default repository
public record BackupRequest(
        String vcenter, ObjectId vm, Optional<String> repository, BackupOptions options) {}
