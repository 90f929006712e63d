package io.sendense.engine.backup;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.limit.Pace;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;

/// How the bytes of one run's disks come into their layers: read by this engine, or by a node that
/// pushes them here. Thread-safe: the disks of a run go side by side.
///
/// Snapshot, plan, layer and publishing are the run's own, whichever path it takes.
public interface TransferPath extends AutoCloseable {
    /// Makes a frozen disk ready to be read.
    ///
    /// @throws EngineException it cannot be read there
    DiskPath open(FrozenVm frozen, VirtualDisk disk) throws EngineException, InterruptedException;

    /// What is exported in place of a layer, where the run's pace has to be held there.
    ///
    /// @param pace how fast the run may go
    default BlockDevice layer(BlockDevice layer, Pace pace) {
        return layer;
    }

    /// What a layer's export is called.
    ///
    /// @param name what it would be called on a path of this engine alone
    default String exportName(String name) {
        return name;
    }

    /// Lets go what it holds for the run.
    @Override
    void close();

    /// One disk on its path. Used by the disk's thread alone.
    interface DiskPath extends AutoCloseable {
        /// How its bytes are read: `folder`, `nbd` ...
        String transport();

        /// Makes the way from where the disk is read to where its layer is written.
        ///
        /// @param layer has shown its size; for a path from elsewhere it is an export of this
        ///   engine
        /// @param label what the disk is called in problems
        /// @return where the export is found from there
        NbdUri connect(LayerTarget layer, String label)
                throws EngineException, InterruptedException;

        /// Moves the planned extents and returns when the layer is flushed. Called once, after
        /// `connect`.
        ///
        /// @param counters told as it goes; in the end they are what the move is judged by
        void move(DiskMove move, MoveCounters counters)
                throws EngineException, IOException, InterruptedException;

        @Override
        void close() throws IOException;
    }
}
