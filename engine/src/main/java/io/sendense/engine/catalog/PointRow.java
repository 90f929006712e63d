package io.sendense.engine.catalog;

import io.sendense.engine.run.RunId;
import java.time.Instant;
import java.util.Optional;

/// A restore point. Immutable.
///
/// @param id 16 base32 characters
/// @param repository name of the repository it lies in
/// @param run the run that made it; absent when it was imported
/// @param vmUuid instance UUID of the VM
/// @param created when its snapshot was taken; kept to the microsecond
/// @param consistency `application`, `crash` ...
/// @param folder relative to the repository, with forward slashes
public record PointRow(
        String id,
        String repository,
        Optional<RunId> run,
        String vcenter,
        String vmName,
        String vmUuid,
        Instant created,
        String consistency,
        String folder) {
    public PointRow {
        if (id.length() != 16 || !PointIds.valid(id)) {
            throw new IllegalArgumentException(
                    "'" + id + "' is no restore point id: 16 characters a-z, 2-7");
        }
        if (folder.startsWith("/") || folder.indexOf('\\') >= 0) {
            throw new IllegalArgumentException(
                    "folder '" + folder + "' of point " + id + " is not relative");
        }
        created = Values.stored(created);
    }
}
