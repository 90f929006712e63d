package io.sendense.engine.backup;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.transfer.Scope;
import io.sendense.engine.wire.nbd.NbdUri;
import io.sendense.engine.wire.qemu.QemuNbd;
import io.sendense.engine.wire.qemu.QemuNbdException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A layer whose file a `qemu-nbd` writes. Its end ends the disk's move at once. Thread-safe.
final class QemuLayer implements LayerTarget {
    private final String name;
    private final QemuNbd child;
    private final Optional<LayerExports.LayerExport> relay;

    private QemuLayer(String name, QemuNbd child, Optional<LayerExports.LayerExport> relay) {
        this.name = name;
        this.child = child;
        this.relay = relay;
    }

    /// Written over the child's own socket.
    static QemuLayer direct(String name, QemuNbd child) {
        return new QemuLayer(name, child, Optional.empty());
    }

    /// Written through an export of this engine, which passes all on to the child.
    static QemuLayer relayed(String name, QemuNbd child, LayerExports.LayerExport relay) {
        return new QemuLayer(name, child, Optional.of(relay));
    }

    @Override
    public NbdUri uri() {
        return relay.map(LayerExports.LayerExport::uri).orElse(child.uri());
    }

    @Override
    public BlockDevice target() {
        return relay.map(LayerExports.LayerExport::target).orElse(child.device());
    }

    @Override
    public void during(Work work) throws EngineException, IOException, InterruptedException {
        CompletableFuture<QemuNbdException> lost = child.lost().toCompletableFuture();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        try (Scope scope = new Scope(name)) {
            scope.fork(() -> {
                try {
                    work.run();
                } finally {
                    done.complete(true);
                }
                return name;
            });
            scope.fork(() -> {
                CompletableFuture.anyOf(lost, done).get();
                if (!done.isDone()) {
                    throw lost.get();
                }
                return name;
            });
            scope.join();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (EngineException | IOException e) {
            // What failed first may only be how the end of the process showed.
            QemuNbdException end = lost.getNow(null);
            if (end == null || end.equals(e)) {
                throw e;
            }
            end.addSuppressed(e);
            throw end;
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (child) {
            if (relay.isPresent()) {
                relay.get().close();
            }
        }
    }
}
