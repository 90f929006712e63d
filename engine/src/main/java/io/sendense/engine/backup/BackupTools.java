package io.sendense.engine.backup;

import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.transfer.Mover;
import java.time.Duration;

/// What a run's disks work with. Immutable.
///
/// @param source where the VM is
/// @param exports the NBD server that layers are written through
/// @param spaceCheck between two looks at the free space of the datastores
/// @param mover shared by all runs of an engine, with its bounded buffers
record BackupTools(VmSource source, LayerExports exports, Mover mover, Duration spaceCheck) {
    /// Guest clusters of layers and sums: fixed for the life of a repository.
    static final int CLUSTER_BYTES = 65536;

    ChangeLedger ledger() {
        return new ChangeLedger(source, CLUSTER_BYTES);
    }
}
