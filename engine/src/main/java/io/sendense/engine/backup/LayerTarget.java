package io.sendense.engine.backup;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;

/// A layer that is served over NBD, proven to have the right size, and the connection that writes
/// it. Closing ends both.
public sealed interface LayerTarget extends AutoCloseable
        permits LayerExports.LayerExport, QemuLayer {
    /// Where it is found on this machine.
    NbdUri uri();

    /// The connection that was proven.
    BlockDevice target();

    /// Does what needs the layer to be served, and fails as soon as it is not any more.
    default void during(Work work) throws EngineException, IOException, InterruptedException {
        work.run();
    }

    /// @throws IOException it did not end well: what was written must not be trusted
    @Override
    void close() throws IOException;

    /// Moving a disk.
    @FunctionalInterface
    interface Work {
        void run() throws EngineException, IOException, InterruptedException;
    }
}
