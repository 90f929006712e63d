package io.sendense.engine.catalog;

import io.sendense.engine.run.ReadMode;
import io.sendense.engine.source.change.FullReason;
import java.util.Optional;

/// What one disk of a run is going to do. Immutable.
///
/// @param plannedBytes bytes the run has to account for
/// @param fullReason why it is read as a whole; absent for incrementals
/// @param transport how its bytes are read: `folder`, `nbd` ...
/// @param export NBD URI of its target
public record DiskPlan(
        long plannedBytes,
        ReadMode mode,
        Optional<FullReason> fullReason,
        String transport,
        String export) {}
