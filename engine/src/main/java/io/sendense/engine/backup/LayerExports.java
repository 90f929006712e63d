package io.sendense.engine.backup;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdEndpoint;
import io.sendense.engine.wire.nbd.NbdLimits;
import io.sendense.engine.wire.nbd.NbdPolicy;
import io.sendense.engine.wire.nbd.NbdServer;
import io.sendense.engine.wire.nbd.NbdSizeMismatchException;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Path;

/// The engine's NBD server for layers that are being written: every disk of every run gets an
/// export of its own. Thread-safe.
///
/// One Unix socket, readable by its owner only, which is gone when this is closed. Ports of a
/// node's loopback may lead to it, which all users there reach: so it lists no names.
public final class LayerExports implements AutoCloseable {
    private final NbdServer server;

    private LayerExports(NbdServer server) {
        this.server = server;
    }

    /// Listens on a Unix socket.
    ///
    /// @param socket its path, at most 103 bytes long
    public static LayerExports listen(Path socket) throws IOException {
        return new LayerExports(
                NbdServer.listen(
                        new NbdEndpoint.UnixSocket(socket),
                        NbdLimits.standard(),
                        NbdPolicy.standard().withListing(NbdPolicy.Listing.REFUSED)));
    }

    /// Exports a layer and proves it ready: by a full handshake that shows the right size.
    ///
    /// @param label what the disk is called in problems
    /// @throws EngineException `NBD-SIZE-MISMATCH` or `NBD-TARGET-NOT-READY`; the export is
    ///   withdrawn then
    LayerExport export(String name, String label, BlockDevice layer, long capacityBytes)
            throws EngineException {
        try {
            server.export(name, layer);
        } catch (IllegalStateException e) {
            throw notReady(label, name, e);
        }
        NbdUri uri = server.uri(name);
        try {
            NbdBlockDevice target =
                    NbdBlockDevice.connect(
                            uri, NbdClientOptions.standard().withExpectedSize(capacityBytes));
            return new LayerExport(uri, target);
        } catch (IOException e) {
            withdraw(name, e);
            if (e instanceof NbdSizeMismatchException mismatch) {
                throw Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                        .with("label", label)
                        .with("export", uri.toString())
                        .withBytes("expected", mismatch.expectedBytes())
                        .withBytes("found", mismatch.actualBytes())
                        .toException(e);
            }
            throw notReady(label, uri.toString(), e);
        }
    }

    private static EngineException notReady(String label, String export, Exception why) {
        return Problem.of(ProblemCode.NBD_TARGET_NOT_READY)
                .with("label", label)
                .with("export", export)
                .because(why)
                .toException(why);
    }

    private void withdraw(String name, IOException reason) {
        try {
            server.withdraw(name);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /// Serves a device beside the layers, until it is withdrawn.
    ///
    /// @throws IllegalArgumentException the name is taken or too long
    public NbdUri offer(String name, BlockDevice device) {
        server.export(name, device);
        return server.uri(name);
    }

    /// Takes it back: when this returns, nobody uses the device any more.
    public void withdraw(String name) throws IOException {
        server.withdraw(name);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /// A layer that this engine serves. Its device stays open when this is closed.
    public final class LayerExport implements LayerTarget {
        private final NbdUri uri;
        private final NbdBlockDevice target;

        private LayerExport(NbdUri uri, NbdBlockDevice target) {
            this.uri = uri;
            this.target = target;
        }

        @Override
        public NbdUri uri() {
            return uri;
        }

        @Override
        public BlockDevice target() {
            return target;
        }

        @Override
        public void close() throws IOException {
            try {
                target.close();
            } finally {
                server.withdraw(uri.exportName());
            }
        }
    }
}
