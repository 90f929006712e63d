package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.point.DraftDisk;
import io.sendense.engine.transfer.limit.Pace;
import java.io.IOException;

/// Serves the layers of a run, so that they can be written over NBD. Thread-safe.
@FunctionalInterface
interface LayerServing {
    /// Serves a layer and proves it ready: by a full handshake that shows the disk's size.
    ///
    /// @param name unique among the exports of this engine
    /// @param path the way the bytes take, which may want to stand between
    /// @param pace how fast the run may go
    /// @throws EngineException `NBD-SIZE-MISMATCH` or `NBD-TARGET-NOT-READY`; nothing is served
    ///   then
    LayerTarget serve(String name, DraftDisk layer, TransferPath path, Pace pace)
            throws EngineException, IOException, InterruptedException;
}
