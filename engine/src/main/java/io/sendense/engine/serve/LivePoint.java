package io.sendense.engine.serve;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.wire.nbd.NbdExportOptions;
import io.sendense.engine.wire.nbd.NbdServer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A restore point's disks, open, and the server that offers them. Closing ends the server before
/// the disks. Thread-safe once it is open.
final class LivePoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivePoint.class);

    private final RestorePoint point;
    private final String repository;
    private final ServeRequest request;
    private final NbdServer server;
    private final List<WatchedDisk> disks = new ArrayList<>();

    private LivePoint(
            RestorePoint point, String repository, ServeRequest request, NbdServer server) {
        this.point = point;
        this.repository = repository;
        this.request = request;
        this.server = server;
    }

    /// Opens the disks and serves them; nothing stays open where that fails.
    ///
    /// @throws EngineException `POINT-DISK-UNKNOWN`, `POINT-DAMAGED`, or the place cannot be had
    static LivePoint open(RestorePoint point, String repository, ServeRequest request)
            throws EngineException {
        List<PointLayer> layers = new ArrayList<>();
        for (int key : request.disks()) {
            layers.add(point.layer(key));
        }
        LivePoint live = new LivePoint(point, repository, request, ServingPlace.bind(request));
        boolean open = false;
        try {
            for (PointLayer layer :
                    layers.isEmpty() ? point.layers() : layers.stream().distinct().toList()) {
                live.offer(layer);
            }
            live.server.start();
            open = true;
            return live;
        } finally {
            if (!open) {
                live.close();
            }
        }
    }

    private void offer(PointLayer layer) throws EngineException {
        BlockDevice proven = point.chain(layer.key()).openProven();
        WatchedDisk disk = new WatchedDisk(layer, proven);
        disks.add(disk);
        server.export(
                exportName(layer),
                disk,
                NbdExportOptions.standard()
                        .withAccess(NbdExportOptions.Access.READ_ONLY)
                        .withDescription(
                                "%s, %s, %s"
                                        .formatted(
                                                point.vm().name(),
                                                layer.disk().label(),
                                                point.created())));
    }

    private String exportName(PointLayer layer) {
        return point.id() + "-disk-" + layer.key();
    }

    /// What there is to say of it now.
    ServedPoint view(long id, Instant since) {
        return new ServedPoint(
                id,
                point.id().value(),
                repository,
                point.vm().name(),
                point.created(),
                since,
                server.uri("").endpoint().toString(),
                request.place().network(),
                server.uri("").tls().isPresent(),
                disks.stream().map(this::view).toList());
    }

    private ServedDisk view(WatchedDisk disk) {
        PointLayer layer = disk.layer();
        return new ServedDisk(
                layer.key(),
                layer.disk().label(),
                layer.capacityBytes(),
                exportName(layer),
                server.uri(exportName(layer)).toString(),
                disk.readBytes(),
                disk.problem());
    }

    /// Waits for requests in flight, and no longer than the server's time to drain. Repeatable.
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("serving {} did not end well", point, e);
        }
        for (WatchedDisk disk : disks) {
            try {
                disk.close();
            } catch (IOException e) {
                LOG.warn("closing {}", disk.layer(), e);
            }
        }
    }
}
