package io.sendense.engine.catalog;

import io.sendense.engine.run.RunId;
import java.util.Optional;

/// A snapshot that a run holds or was about to. Immutable.
///
/// @param vcenter name of the vCenter
/// @param vmMoref managed object id of the VM
/// @param vmUuid instance UUID of the VM
/// @param snapshotName the name it was asked for with
/// @param snapshotMoref its managed object id; absent while only intended
public record HeldSnapshotRow(
        long id,
        RunId run,
        String vcenter,
        String vmMoref,
        String vmUuid,
        String snapshotName,
        Optional<String> snapshotMoref,
        HeldSnapshotState state) {}
