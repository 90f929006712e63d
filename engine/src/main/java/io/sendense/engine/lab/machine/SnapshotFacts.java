package io.sendense.engine.lab.machine;

import java.time.Instant;

/// What is noted about a snapshot when it is taken. Immutable.
///
/// @param id its number within its VM
/// @param request what was asked for
/// @param created when it was taken
/// @param power the VM's state then, as going back to it would restore it
/// @param quiesced whether the guest was at rest
public record SnapshotFacts(
        int id, SnapshotRequest request, Instant created, PowerState power, boolean quiesced) {}
