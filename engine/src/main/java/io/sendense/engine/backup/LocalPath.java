package io.sendense.engine.backup;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.DiskLocation;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.MoveTask;
import io.sendense.engine.transfer.Mover;
import io.sendense.engine.transfer.limit.Admission;
import io.sendense.engine.transfer.limit.Place;
import io.sendense.engine.transfer.limit.PlaceLimiter;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Disks that this engine reads itself.
///
/// @param source closed by whoever made it
/// @param places where disks are read with those of others
record LocalPath(VmSource source, Mover mover, PlaceLimiter places) implements TransferPath {
    @Override
    public DiskPath open(FrozenVm frozen, VirtualDisk disk)
            throws EngineException, InterruptedException {
        return new LocalDisk(source.open(frozen, disk));
    }

    @Override
    public void close() {
        // Nothing of it is the run's.
    }

    /// The way in to what a disk's reads burden.
    private Admission admission(DiskLocation location) {
        List<Place> burdened = new ArrayList<>();
        location.host().ifPresent(host -> burdened.add(new Place(Place.Kind.HOST, host)));
        location.datastores()
                .forEach(datastore -> burdened.add(new Place(Place.Kind.DATASTORE, datastore)));
        return places.at(burdened, location.requests());
    }

    private final class LocalDisk implements DiskPath {
        private final VmSource.FrozenDisk opened;
        private Optional<BlockDevice> target = Optional.empty();

        LocalDisk(VmSource.FrozenDisk opened) {
            this.opened = opened;
        }

        @Override
        public String transport() {
            return opened.transport();
        }

        @Override
        public NbdUri connect(LayerTarget layer, String label) {
            target = Optional.of(layer.target());
            return layer.uri();
        }

        @Override
        public void move(DiskMove move, MoveCounters counters)
                throws IOException, InterruptedException {
            MoveTask task =
                    new MoveTask(
                            move.name(),
                            opened.device(),
                            target.orElseThrow(),
                            move.plan(),
                            move.clusterBytes(),
                            move.zeroes(),
                            move.baseline().map(baseline -> baseline),
                            move.pace(),
                            admission(opened.location()));
            mover.move(task, move.sums(), counters);
        }

        @Override
        public void close() throws IOException {
            opened.device().close();
        }
    }
}
