package io.sendense.engine.catalog;

import io.sendense.engine.run.Bandwidth;
import java.time.Instant;
import java.util.Optional;

/// A run to be recorded. Immutable.
///
/// @param vcenter name of the vCenter
/// @param vmMoref managed object id of the VM
/// @param vmUuid instance UUID of the VM
/// @param repository name of the repository
/// @param started kept to the microsecond
/// @param node name of the node that reads its disks, where one does
/// @param programVersion version of the program that runs it
/// @param programCommit commit of the program that runs it
public record NewRun(
        String vcenter,
        String vmName,
        String vmMoref,
        String vmUuid,
        String repository,
        Instant started,
        Bandwidth bandwidth,
        Optional<String> node,
        String programVersion,
        String programCommit) {
    public NewRun {
        started = Values.stored(started);
    }
}
