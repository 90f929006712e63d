package io.sendense.engine.backup;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.HeldChild;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.DraftDisk;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.transfer.limit.Pace;
import io.sendense.engine.wire.qemu.ChildRecord;
import io.sendense.engine.wire.qemu.OrphanChild;
import io.sendense.engine.wire.qemu.QemuNbd;
import io.sendense.engine.wire.qemu.QemuNbdException;
import io.sendense.engine.wire.qemu.QemuProgram;
import io.sendense.engine.wire.qemu.ServedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What layers are written through: this engine's own NBD server, or a `qemu-nbd` for each. One for
/// an engine; thread-safe.
public final class LayerTargets {
    private static final Logger LOG = LoggerFactory.getLogger(LayerTargets.class);

    private final LayerExports exports;
    private final EngineHome home;
    private final InstantSource clock;
    private final ChildFiles children;

    /// @param exports closed by whoever made it
    /// @param home where children are recorded and their sockets lie
    public LayerTargets(LayerExports exports, EngineHome home, InstantSource clock) {
        this.clock = clock;
        this.exports = exports;
        this.home = home;
        this.children = new ChildFiles(home.heldChildren());
    }

    /// The `qemu-nbd` of this machine.
    ///
    /// @throws EngineException `QEMU-NBD-MISSING`
    public QemuProgram program() throws EngineException {
        Path place =
                QemuProgram.place()
                        .orElseThrow(() ->
                                Problem.of(ProblemCode.QEMU_NBD_MISSING)
                                        .because(Cause.of(CauseCode.PROGRAM_NOT_FOUND))
                                        .toException());
        try {
            return QemuProgram.at(place);
        } catch (QemuNbdException e) {
            throw Problem.of(ProblemCode.QEMU_NBD_MISSING)
                    .because(QemuFailure.cause(e, place))
                    .toException(e);
        }
    }

    /// Whether a backup can go there.
    ///
    /// @param repository its name
    /// @throws EngineException `TARGET-NOT-COMPRESSING`, `QEMU-NBD-MISSING`
    public void require(String repository, TargetServer server, Compression compression)
            throws EngineException {
        requireCompressing(repository, server, compression);
        if (server == TargetServer.QEMU_NBD) {
            program();
        }
    }

    /// Whether layers of a repository can be compressed so.
    ///
    /// @throws EngineException `TARGET-NOT-COMPRESSING`
    public static void requireCompressing(
            String repository, TargetServer server, Compression compression)
            throws EngineException {
        if (compression != Compression.NONE && !server.compresses()) {
            throw Problem.of(ProblemCode.TARGET_NOT_COMPRESSING)
                    .with("name", repository)
                    .with("target", server.id())
                    .toException();
        }
    }

    /// How the layers of a repository are served.
    LayerServing serving(TargetServer server) {
        return switch (server) {
            case EMBEDDED -> this::export;
            case QEMU_NBD -> this::startQemu;
        };
    }

    private LayerTarget export(String name, DraftDisk layer, TransferPath path, Pace pace)
            throws EngineException {
        return exports.export(
                name,
                layer.request().label(),
                path.layer(layer.device(), pace),
                layer.request().capacityBytes());
    }

    private LayerTarget startQemu(String name, DraftDisk layer, TransferPath path, Pace pace)
            throws EngineException, IOException, InterruptedException {
        String label = layer.request().label();
        long capacity = layer.request().capacityBytes();
        QemuProgram program = program();
        Path file = layer.handOver();
        QemuNbd child;
        try {
            child =
                    QemuNbd.start(
                            program,
                            ServedFile.of(file, capacity, name, home.socketFolder()),
                            children,
                            clock);
        } catch (QemuNbdException e) {
            throw QemuFailure.notStarted(label, capacity, file, e);
        }
        if (path instanceof LocalPath) {
            return QemuLayer.direct(name, child);
        }
        try {
            // Whoever comes from elsewhere finds no list of names, and one more watches the pace.
            LayerExports.LayerExport relay =
                    exports.export(name, label, path.layer(child.device(), pace), capacity);
            return QemuLayer.relayed(name, child, relay);
        } catch (EngineException | RuntimeException e) {
            try {
                child.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /// Ends what a dead engine left running in this home, and nothing else. To be called once,
    /// before the first run.
    public void endOrphans() throws EngineException {
        for (HeldChild held : home.heldChildren().list()) {
            ChildRecord record = ChildFiles.record(held);
            try {
                if (OrphanChild.end(record)) {
                    LOG.info("ended the qemu-nbd of a dead engine, which wrote {}", held.file());
                }
                Files.deleteIfExists(record.socket());
                children.remove(record);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | IllegalStateException e) {
                LOG.warn("the qemu-nbd of a dead engine that wrote {} is left", held.file(), e);
            }
        }
    }
}
