package io.sendense.engine.source.vsphere;

import com.vmware.vim25.SessionManagerGenericServiceTicket;
import com.vmware.vim25.SessionManagerHttpServiceRequestSpec;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.folder.HostTickets;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Asks a vCenter for tickets, and where its hosts are. Thread-safe.
final class ServiceTickets implements HostTickets {
    private static final String OPERATION = "AcquireGenericServiceTicket";
    private static final String ADDRESS = "summary.config.name";
    private static final String PORT = "summary.config.port";
    private static final int HTTPS_PORT = 443;

    private final ServerSession session;
    private final PropertyReader properties;

    ServiceTickets(ServerSession session, PropertyReader properties) {
        this.session = session;
        this.properties = properties;
    }

    @Override
    public Address address(ObjectId host) throws IOException, InterruptedException {
        try {
            ObjectProperties read =
                    properties.of(References.of("HostSystem", host.value()), "name", ADDRESS, PORT);
            String address =
                    read.text(ADDRESS)
                            .orElseThrow(() ->
                                    new ExplainedException(
                                            Cause.of(CauseCode.HOST_ADDRESS_NOT_TOLD)
                                                    .with("host", host.value())));
            int port = read.get(PORT, Integer.class).orElse(HTTPS_PORT);
            return new Address(Names.of(read), address, port);
        } catch (SoapFault | EngineException e) {
            throw new ExplainedException(
                    Cause.of(CauseCode.HOST_NOT_FOUND).with("host", host.value()).because(e), e);
        }
    }

    @Override
    public Ticket ticket(String method, URI file) throws IOException, InterruptedException {
        SessionManagerHttpServiceRequestSpec request = new SessionManagerHttpServiceRequestSpec();
        request.setMethod(method.equals("HEAD") ? "httpHead" : "httpGet");
        request.setUrl(file.toString());
        try {
            SessionManagerGenericServiceTicket ticket =
                    session.repeat(
                            OPERATION,
                            (vim, server) ->
                                    vim.acquireGenericServiceTicket(
                                            server.getSessionManager(), request));
            if (ticket == null || ticket.getId() == null) {
                throw new ExplainedException(Cause.of(CauseCode.NO_TICKET));
            }
            return new Ticket(ticket.getId(), text(ticket.getSslThumbprint()));
        } catch (SoapFault | EngineException e) {
            throw new ExplainedException(Cause.of(CauseCode.NO_TICKET_BECAUSE).because(e), e);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
