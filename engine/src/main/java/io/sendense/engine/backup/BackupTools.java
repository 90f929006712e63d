package io.sendense.engine.backup;

import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.transfer.limit.Pace;
import java.time.Duration;
import java.util.Optional;

/// What a run's disks work with. Immutable.
///
/// @param source where the VM is
/// @param targets what layers are written through
/// @param spaceCheck between two looks at the free space of the datastores
/// @param pace how fast the run may read, with all others
/// @param packing what the run's layers are compressed with; absent where they are not
record BackupTools(
        VmSource source,
        LayerServing targets,
        Optional<LayerPacking> packing,
        Pace pace,
        Duration spaceCheck) {
    /// Guest clusters of layers and sums: fixed for the life of a repository.
    static final int CLUSTER_BYTES = 65536;

    ChangeLedger ledger() {
        return new ChangeLedger(source, CLUSTER_BYTES);
    }
}
