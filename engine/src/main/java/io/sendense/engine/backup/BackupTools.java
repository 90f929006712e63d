package io.sendense.engine.backup;

import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.source.inventory.DiskLocation;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.transfer.Mover;
import io.sendense.engine.transfer.limit.Admission;
import io.sendense.engine.transfer.limit.Pace;
import io.sendense.engine.transfer.limit.Place;
import io.sendense.engine.transfer.limit.PlaceLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a run's disks work with. Immutable.
///
/// @param source where the VM is
/// @param exports the NBD server that layers are written through
/// @param spaceCheck between two looks at the free space of the datastores
/// @param pace how fast the run may read, with all others
/// @param places where its disks are read with those of others
/// @param mover shared by all runs of an engine, with its bounded buffers
/// @param packing what the run's layers are compressed with; absent where they are not
record BackupTools(
        VmSource source,
        LayerExports exports,
        Mover mover,
        Optional<LayerPacking> packing,
        Pace pace,
        PlaceLimiter places,
        Duration spaceCheck) {
    /// Guest clusters of layers and sums: fixed for the life of a repository.
    static final int CLUSTER_BYTES = 65536;

    /// The way in to what a disk's reads burden.
    Admission admission(DiskLocation location) {
        List<Place> burdened = new ArrayList<>();
        location.host().ifPresent(host -> burdened.add(new Place(Place.Kind.HOST, host)));
        location.datastores()
                .forEach(datastore -> burdened.add(new Place(Place.Kind.DATASTORE, datastore)));
        return places.at(burdened, location.requests());
    }

    ChangeLedger ledger() {
        return new ChangeLedger(source, CLUSTER_BYTES);
    }
}
