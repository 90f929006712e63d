package io.sendense.engine.lab;

import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.fault.FaultRules;
import io.sendense.engine.lab.folder.DatastoreTree;
import io.sendense.engine.lab.folder.FolderEndpoint;
import io.sendense.engine.lab.folder.Uploads;
import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.http.HttpHandler;
import io.sendense.engine.lab.http.LabCertificate;
import io.sendense.engine.lab.http.TlsServer;
import io.sendense.engine.lab.model.Host;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.session.Access;
import io.sendense.engine.lab.session.Sessions;
import io.sendense.engine.lab.traffic.FileTraffic;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The lab's hosts as servers of their own: each has a port, a certificate, and `/folder` with the
/// datastores it mounts. They know no session of the vCenter, only its tickets. Thread-safe.
public final class LabHosts {
    private static final Duration SESSION_IDLE = Duration.ofMinutes(30);

    private final HeldResources held;
    private final ObjectStore store;
    private final Parts parts;
    private final FileTraffic traffic = new FileTraffic();

    /// What they share with the vCenter.
    record Parts(
            DatastoreTree tree,
            Access access,
            Uploads uploads,
            FaultRules faults,
            InstantSource clock) {}

    LabHosts(HeldResources held, ObjectStore store, Parts parts) {
        this.held = held;
        this.store = store;
        this.parts = parts;
    }

    /// What was asked of all hosts' `/folder`.
    public FileTraffic traffic() {
        return traffic;
    }

    /// From now on all hosts can be reached, and the vCenter says where. Before, their names lead
    /// nowhere. Their requests obey rules for the operation `host-folder`. To be called once.
    ///
    /// @throws IOException there are no free ports
    public void open() throws IOException {
        open(Optional.empty());
    }

    /// The same, but somebody else answers in their place: the certificates that are shown are not
    /// those that the vCenter names.
    public void openToImpostors() throws IOException {
        open(Optional.of(LabCertificate.create(parts.clock().instant())));
    }

    private void open(Optional<LabCertificate> impostor) throws IOException {
        for (Host host : store.all(Host.class).toList()) {
            LabCertificate certificate = LabCertificate.create(parts.clock().instant());
            TlsServer server =
                    TlsServer.start(0, impostor.orElse(certificate).context(), route(folder(host)));
            host.reachableAt(
                    new Host.Door(
                            "127.0.0.1", held.hold(server).port(), certificate.sha1Thumbprint()));
        }
    }

    private FolderEndpoint folder(Host host) {
        Access access =
                new Access(
                        parts.access().account(),
                        parts.access().privileges(),
                        new Sessions(SESSION_IDLE, parts.clock(), () -> {}),
                        parts.access().tickets());
        return new FolderEndpoint(
                parts.tree().seenBy(host),
                access,
                parts.uploads(),
                new FolderEndpoint.Watched(FaultRule.HOST_FOLDER, parts.faults(), traffic));
    }

    private static HttpHandler route(FolderEndpoint folder) {
        return exchange -> route(exchange, folder);
    }

    private static void route(Exchange exchange, FolderEndpoint folder)
            throws IOException, InterruptedException {
        if (exchange.rawPath().startsWith("/folder")) {
            folder.handle(exchange);
        } else {
            exchange.respond(404, Map.of(), new byte[0]);
        }
    }
}
