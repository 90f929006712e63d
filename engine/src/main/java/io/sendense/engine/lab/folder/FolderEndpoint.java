package io.sendense.engine.lab.folder;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRules;
import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.http.HttpHandler;
import io.sendense.engine.lab.machine.DatastoreFile;
import io.sendense.engine.lab.machine.MachineFiles;
import io.sendense.engine.lab.model.Datastore;
import io.sendense.engine.lab.session.Access;
import io.sendense.engine.lab.session.SessionCookie;
import io.sendense.engine.lab.traffic.FileRequest;
import io.sendense.engine.lab.traffic.FileTraffic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Answers requests to `/folder`. Thread-safe.
public final class FolderEndpoint implements HttpHandler {
    private static final byte[] NONE = new byte[0];

    private final DatastoreTree tree;
    private final Access access;
    private final FolderAccess gate;
    private final Uploads uploads;
    private final Watched watched;

    /// @param tree finds datastores and VMs
    /// @param access who may read and write
    /// @param uploads takes what is put
    /// @param watched what is to go wrong, and who is told
    public FolderEndpoint(DatastoreTree tree, Access access, Uploads uploads, Watched watched) {
        this.tree = tree;
        this.access = access;
        this.gate = new FolderAccess(access);
        this.uploads = uploads;
        this.watched = watched;
    }

    /// What happens to requests besides being answered.
    ///
    /// @param operation what rules call a request here
    /// @param rules what is to go wrong
    /// @param traffic is told of every request
    public record Watched(String operation, FaultRules rules, FileTraffic traffic) {}

    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        Optional<FileLocation> location = FileLocation.of(exchange);
        watched.traffic()
                .begin(
                        new FileRequest(
                                exchange.method(),
                                location.map(FileLocation::path).orElse(""),
                                exchange.header("range").orElse("")));
        try {
            disturbOrServe(exchange, location);
        } finally {
            watched.traffic().end();
        }
    }

    private void disturbOrServe(Exchange exchange, Optional<FileLocation> location)
            throws IOException, InterruptedException {
        List<FaultAction> actions =
                watched.rules()
                        .actions(
                                watched.operation(),
                                location.map(FileLocation::names).orElse(java.util.Set.of()));
        long cutAfterBytes = Long.MAX_VALUE;
        for (FaultAction action : actions) {
            switch (action) {
                case FaultAction.Delay(var time) -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
                case FaultAction.ExpireSession _ -> expire(exchange);
                case FaultAction.ShortRead(var bytes) ->
                        cutAfterBytes = Math.min(cutAfterBytes, bytes);
                case FaultAction.AnswerStatus(var status) -> {
                    exchange.respond(status, Map.of(), NONE);
                    return;
                }
                case FaultAction.DropConnection _ -> {
                    exchange.drop();
                    return;
                }
                case FaultAction.AnswerFault _, FaultAction.FailTask _ -> {} // for SOAP only
            }
        }
        serve(exchange, location, cutAfterBytes);
    }

    private void serve(Exchange exchange, Optional<FileLocation> location, long cutAfterBytes)
            throws IOException {
        FolderAccess.Verdict verdict = gate.check(exchange);
        Map<String, String> headers = new TreeMap<>();
        if (!verdict.allowed()) {
            headers.put("WWW-Authenticate", "Basic realm=\"Sendense lab\"");
            exchange.respond(401, headers, NONE);
            return;
        }
        if (!access.privileges().allowFiles()) {
            exchange.respond(403, headers, NONE);
            return;
        }
        if (verdict.fresh()) {
            verdict.session()
                    .map(SessionCookie::header)
                    .ifPresent(header -> headers.put("Set-Cookie", header));
        }
        Optional<Datastore> datastore = location.flatMap(tree::datastore);
        if (location.isEmpty() || datastore.isEmpty()) {
            exchange.respond(location.isEmpty() ? 400 : 404, headers, NONE);
            return;
        }
        Optional<DatastoreFile> file = find(datastore.get(), location.get());
        switch (exchange.method()) {
            case "GET", "HEAD" -> {
                if (file.isPresent()) {
                    FileReply.send(exchange, file.get(), headers, cutAfterBytes);
                } else {
                    exchange.respond(404, headers, NONE);
                }
            }
            case "PUT" -> put(exchange, datastore.get(), location.get(), headers);
            default -> exchange.respond(405, headers, NONE);
        }
    }

    private Optional<DatastoreFile> find(Datastore datastore, FileLocation location) {
        return tree.machine(datastore, location.directory())
                .flatMap(machine -> MachineFiles.find(machine, location.file()))
                .or(() -> uploads.find(datastore, location));
    }

    /// A VM's own files are locked by its host, so that only other files can be written.
    private void put(
            Exchange exchange,
            Datastore datastore,
            FileLocation location,
            Map<String, String> headers)
            throws IOException {
        boolean locked =
                tree.machine(datastore, location.directory())
                        .flatMap(machine -> MachineFiles.find(machine, location.file()))
                        .isPresent();
        if (locked) {
            exchange.respond(403, headers, NONE);
            return;
        }
        try {
            boolean created = uploads.store(datastore, location, exchange.body());
            exchange.respond(created ? 201 : 200, headers, NONE);
        } catch (Uploads.UploadTooLargeException _) {
            exchange.respond(507, headers, NONE);
        }
    }

    private void expire(Exchange exchange) {
        exchange.cookie(SessionCookie.NAME)
                .flatMap(access.sessions()::find)
                .ifPresent(access.sessions()::end);
    }
}
