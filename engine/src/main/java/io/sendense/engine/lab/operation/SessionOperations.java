package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.model.Host;
import io.sendense.engine.lab.model.ServiceObject;
import io.sendense.engine.lab.model.ServiceObjects;
import io.sendense.engine.lab.property.Collector;
import io.sendense.engine.lab.property.Pages;
import io.sendense.engine.lab.session.Access;
import io.sendense.engine.lab.session.Account;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.session.Sessions;
import io.sendense.engine.lab.session.Tickets;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Logging in and out, and what needs no more than that.
final class SessionOperations implements OperationFamily {
    private final Directory directory;
    private final Sessions sessions;
    private final Tickets tickets;
    private final Account account;
    private final ServerIdentity identity;

    SessionOperations(Directory directory, Access access, ServerIdentity identity) {
        this.directory = directory;
        this.sessions = access.sessions();
        this.tickets = access.tickets();
        this.account = access.account();
        this.identity = identity;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "RetrieveServiceContent", _ -> Reply.of(ServiceObjects.content(identity.product())),
                "CurrentTime", this::currentTime,
                "Login", this::login,
                "Logout", this::logout,
                "SessionIsActive", this::sessionIsActive,
                "AcquireGenericServiceTicket", this::acquireTicket);
    }

    private Reply currentTime(Call call) throws SoapFault {
        call.authenticated();
        return Reply.of(Scalar.of(identity.clock().instant()));
    }

    /// vSphere refuses a second login on a session, too, with the same fault.
    private Reply login(Call call) throws SoapFault {
        String user = call.required("userName");
        String password = call.arguments().textOf("password").orElse("");
        if (call.session().isPresent() || !account.accepts(user, password)) {
            throw SoapFault.invalidLogin();
        }
        Session session =
                sessions.open(new Session.Client(user, call.peer().address(), call.peer().agent()));
        addOwnObjects(session);
        return new Reply(Optional.of(session.value()), Optional.of(session));
    }

    private Reply logout(Call call) throws SoapFault {
        sessions.end(call.authenticated());
        return Reply.NOTHING;
    }

    private Reply sessionIsActive(Call call) throws SoapFault {
        call.authenticated();
        String key = call.required("sessionID");
        String user = call.required("userName");
        return Reply.of(
                Scalar.of(
                        sessions.all().stream()
                                .filter(session -> session.key().equals(key))
                                .filter(session -> session.client().user().equals(user))
                                .anyMatch(session -> sessions.find(session.cookie()).isPresent())));
    }

    private Reply acquireTicket(Call call) throws SoapFault {
        call.authenticated();
        var spec =
                call.arguments().child("spec").orElseThrow(() -> SoapFault.invalidArgument("spec"));
        String url = spec.textOf("url").orElseThrow(() -> SoapFault.invalidArgument("spec.url"));
        String method =
                switch (spec.textOf("method").orElse("httpGet")) {
                    case "httpGet" -> "GET";
                    case "httpPut" -> "PUT";
                    case "httpHead" -> "HEAD";
                    default -> throw SoapFault.invalidArgument("spec.method");
                };
        URI target;
        try {
            target = new URI(url);
        } catch (java.net.URISyntaxException _) {
            throw SoapFault.invalidArgument("spec.url");
        }
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        Optional<Host.Door> host =
                directory
                        .store()
                        .all(Host.class)
                        .map(Host::door)
                        .filter(door -> door.port() == target.getPort())
                        .findFirst();
        return Reply.of(
                Structure.of("SessionManagerGenericServiceTicket")
                        .with("id", tickets.issue(method, target.getRawPath() + query))
                        .with("hostName", host.map(Host.Door::address).orElse("localhost"))
                        .with(
                                "sslThumbprint",
                                host.map(Host.Door::thumbprint).orElseGet(identity.sslThumbprint()))
                        .build());
    }

    /// Each session sees a property collector, a session list and a list of views of its own.
    private void addOwnObjects(Session session) {
        session.add(
                new Collector(
                        ServiceObjects.PROPERTY_COLLECTOR,
                        directory.store().journal(),
                        new Pages(directory.of(Optional.of(session)), identity.pageLimit())));
        session.add(
                ServiceObject.of(ServiceObjects.SESSIONS)
                        .with(
                                "sessionList",
                                () ->
                                        Sequence.of(
                                                "UserSession",
                                                sessions.all().stream()
                                                        .map(Session::value)
                                                        .toList()))
                        .with("currentSession", session::value)
                        .unset("message")
                        .with("messageLocaleList", () -> Sequence.strings(List.of("en")))
                        .with("supportedLocaleList", () -> Sequence.strings(List.of("en")))
                        .with("defaultLocale", () -> Scalar.of("en"))
                        .build());
        session.add(
                ServiceObject.of(ServiceObjects.VIEWS)
                        .with("viewList", () -> ViewOperations.viewsOf(session))
                        .build());
    }
}
