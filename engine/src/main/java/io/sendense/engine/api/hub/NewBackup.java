package io.sendense.engine.api.hub;

import io.sendense.engine.api.rest.Means;
import java.util.Optional;

/// What `POST /api/v1/backups` takes. Immutable.
public record NewBackup(
        @Means("Its name where that is unique, else moref:vm-42 or uuid:...") String vm,
        @Means("Name of the vCenter") String vcenter,
        BackupType type,
        @Means("Name of the repository; the default repository if it is missing")
                Optional<String> repository,
        @Means("Name of the node that reads the disks; none if it is missing")
                Optional<String> via) {}
