package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRules;
import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.http.HttpHandler;
import io.sendense.engine.lab.machine.MachineSnapshot;
import io.sendense.engine.lab.model.Entity;
import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.session.Access;
import io.sendense.engine.lab.session.Privileges;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.session.SessionCookie;
import io.sendense.engine.lab.session.Sessions;
import io.sendense.engine.lab.soap.ApiVersion;
import io.sendense.engine.lab.soap.Element;
import io.sendense.engine.lab.soap.Envelope;
import io.sendense.engine.lab.soap.MalformedRequestException;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.SoapReader;
import io.sendense.engine.lab.soap.Structure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests to `/sdk`. Thread-safe.
public final class SoapEndpoint implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SoapEndpoint.class);
    private static final int MAX_REQUEST_BYTES = 16 << 20;
    private static final int OK = 200;
    private static final int FAULT = 500;

    private final SoapReader reader = new SoapReader();
    private final OperationTable operations;
    private final Directory directory;
    private final Sessions sessions;
    private final FaultRules rules;
    private final Privileges privileges;

    /// @param access who is logged in, and may do what
    /// @param rules what is to go wrong
    public SoapEndpoint(
            OperationTable operations, Directory directory, Access access, FaultRules rules) {
        this.operations = operations;
        this.directory = directory;
        this.sessions = access.sessions();
        this.privileges = access.privileges();
        this.rules = rules;
    }

    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        if (exchange.method().equals("GET")) {
            ServiceVersions.answer(exchange);
            return;
        }
        byte[] request = exchange.body().readNBytes(MAX_REQUEST_BYTES + 1);
        Optional<ApiVersion> asked = exchange.header("soapaction").flatMap(ApiVersion::ofAction);
        // Without a version the lab keeps to what every client understands.
        ApiVersion version = asked.orElse(ApiVersion.V6_0);
        if (request.length > MAX_REQUEST_BYTES) {
            refuse(exchange, "request over " + MAX_REQUEST_BYTES + " bytes");
        } else if (version.compareTo(ApiVersion.NEWEST) > 0) {
            refuse(exchange, "Unsupported version URI \"urn:vim25/" + version.text() + "\"");
        } else {
            try {
                Element operation = reader.operation(new ByteArrayInputStream(request));
                answer(exchange, operation, version);
            } catch (MalformedRequestException e) {
                refuse(exchange, String.valueOf(e.getMessage()));
            }
        }
    }

    private static void refuse(Exchange exchange, String message) throws IOException {
        SoapReply.send(exchange, FAULT, Envelope.untypedFault(message), Optional.empty());
    }

    private void answer(Exchange exchange, Element operation, ApiVersion version)
            throws IOException, InterruptedException {
        Optional<Reference> target = operation.reference("_this");
        if (target.isEmpty()) {
            refuse(exchange, "operation '" + operation.name() + "' without _this");
            return;
        }
        Optional<Session> session = exchange.cookie(SessionCookie.NAME).flatMap(sessions::find);
        List<FaultAction> actions = rules.actions(operation.name(), names(session, target.get()));
        var disturbance = new Disturbance();
        for (FaultAction action : actions) {
            apply(action, disturbance, session);
        }
        if (disturbance.dropBefore) {
            exchange.drop();
            return;
        }
        var call =
                new Call(
                        target.get(),
                        operation,
                        session.filter(open -> !open.ended()),
                        new Call.Peer(exchange.peer(), exchange.header("user-agent").orElse("")),
                        disturbance.taskFault);
        try {
            if (disturbance.answer.isPresent()) {
                throw disturbance.answer.get();
            }
            Reply reply = run(call);
            if (disturbance.dropAfter) {
                exchange.drop();
                return;
            }
            String text = Envelope.response(call.operation(), reply.value(), version);
            SoapReply.send(exchange, OK, text, reply.login());
        } catch (SoapFault fault) {
            String text = Envelope.fault(fault, version);
            SoapReply.send(exchange, FAULT, text, Optional.empty());
        }
    }

    private Reply run(Call call) throws SoapFault, InterruptedException {
        Operation operation =
                operations
                        .find(call.operation())
                        .orElseThrow(() ->
                                SoapFault.invalidRequest(
                                        "Unable to resolve WSDL method name " + call.operation()));
        if (OperationTable.needsSession(call.operation()) || call.session().isPresent()) {
            if (OperationTable.needsSession(call.operation())) {
                call.authenticated();
            }
            call.session().ifPresent(sessions::used);
            Reference target = call.target();
            if (directory.of(call.session()).find(target).isEmpty()) {
                throw SoapFault.notFound(target);
            }
        }
        Optional<String> missing = privileges.missingFor(call.operation());
        if (missing.isPresent()) {
            throw SoapFault.noPermission(call.target(), missing.get());
        }
        try {
            return operation.run(call);
        } catch (RuntimeException e) {
            LOG.error("lab operation {} failed", call.operation(), e);
            throw new SoapFault(
                    Structure.of("SystemError").with("reason", e.toString()),
                    "A general system error occurred: " + e);
        }
    }

    private void apply(FaultAction action, Disturbance disturbance, Optional<Session> session)
            throws InterruptedException {
        switch (action) {
            case FaultAction.AnswerFault(var fault) -> disturbance.answer = Optional.of(fault);
            case FaultAction.FailTask(var fault) -> disturbance.taskFault = Optional.of(fault);
            case FaultAction.Delay(var time) -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
            case FaultAction.DropConnection(var moment) -> {
                disturbance.dropBefore |= moment == FaultAction.Moment.UNDONE;
                disturbance.dropAfter |= moment == FaultAction.Moment.DONE;
            }
            case FaultAction.ExpireSession _ -> session.ifPresent(sessions::end);
            case FaultAction.ShortRead _, FaultAction.AnswerStatus _ -> {} // for files only
        }
    }

    private Set<String> names(Optional<Session> session, Reference target) {
        var names = new HashSet<String>();
        names.add(target.id());
        Optional<ManagedObject> object = directory.of(session).find(target);
        if (object.orElse(null) instanceof Entity entity) {
            names.add(entity.name());
        }
        if (object.orElse(null) instanceof MachineSnapshot snap) {
            names.add(snap.machine().name());
        }
        return names;
    }

    /// What the fault rules make of one call.
    private static final class Disturbance {
        private Optional<SoapFault> answer = Optional.empty();
        private Optional<SoapFault> taskFault = Optional.empty();
        private boolean dropBefore;
        private boolean dropAfter;
    }
}
