package io.sendense.engine.backup;

import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.source.inventory.ObjectId;

/// One VM to be backed up now. Immutable.
///
/// @param vcenter name of the vCenter it is on
/// @param repository name of the repository the point goes to
public record BackupOrder(String vcenter, ObjectId vm, String repository, BackupOptions options) {}
