package io.sendense.engine.job;

import io.sendense.engine.run.BackupOptions;
import java.util.Optional;

/// What an operator defines as a job. Immutable.
///
/// @param name not empty, unique among jobs whatever the case
/// @param repository its name; absent for the default repository
/// @param options of each VM's run
/// @param atOnce how many VMs of one execution run at a time, 1 to 32
public record JobDefinition(
        String name,
        Selection selection,
        Optional<String> repository,
        Schedule schedule,
        BackupOptions options,
        int atOnce) {}
