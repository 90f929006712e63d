package io.sendense.engine.lab.tagging;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.fault.FaultRules;
import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.http.HttpHandler;
import io.sendense.engine.lab.session.Account;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.session.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers requests to `/api` and `/rest`: opening and closing a session, and reading tags in it.
/// Thread-safe.
public final class TaggingEndpoint implements HttpHandler {
    private static final String HEADER = "vmware-api-session-id";
    private static final String API = "/api";
    private static final String REST = "/rest/com/vmware";
    private static final String BASIC = "Basic ";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final TagQueries queries;
    private final Account account;
    private final Sessions sessions;
    private final FaultRules faults;

    /// @param sessions its own
    public TaggingEndpoint(TagBook book, Account account, Sessions sessions, FaultRules faults) {
        this.queries = new TagQueries(book);
        this.account = account;
        this.sessions = sessions;
        this.faults = faults;
    }

    /// Whether a request is for here.
    public static boolean takes(String path) {
        return path.startsWith(API + "/") || path.startsWith(REST + "/");
    }

    @Override
    public void handle(Exchange exchange) throws IOException, InterruptedException {
        for (FaultAction action : faults.actions(FaultRule.TAGGING, Set.of(exchange.rawPath()))) {
            switch (action) {
                case FaultAction.Delay(var time) -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
                case FaultAction.ExpireSession _ -> sessions.endAll();
                case FaultAction.AnswerStatus(var status) -> {
                    refuse(exchange, status);
                    return;
                }
                case FaultAction.DropConnection _ -> {
                    exchange.drop();
                    return;
                }
                case FaultAction.ShortRead _,
                        FaultAction.AnswerFault _,
                        FaultAction.FailTask _ -> {} // for files and SOAP only
            }
        }
        serve(exchange);
    }

    private void serve(Exchange exchange) throws IOException {
        boolean wrapped = exchange.rawPath().startsWith(REST + "/");
        String path = exchange.rawPath().substring(wrapped ? REST.length() : API.length());
        boolean login = path.equals(wrapped ? "/cis/session" : "/session");
        if (login && exchange.method().equals("POST")) {
            open(exchange, wrapped);
            return;
        }
        Optional<Session> session = exchange.header(HEADER).flatMap(sessions::find);
        if (session.isEmpty()) {
            refuse(exchange, 401);
            return;
        }
        sessions.used(session.get());
        if (login && exchange.method().equals("DELETE")) {
            sessions.end(session.get());
            exchange.respond(204, Map.of(), new byte[0]);
            return;
        }
        try {
            Optional<Object> found =
                    queries.answer(
                            new TagQueries.Query(
                                    exchange.method(),
                                    path,
                                    wrapped ? "id:" : "",
                                    Optional.ofNullable(
                                            exchange.query().get(wrapped ? "~action" : "action"))),
                            body(exchange));
            if (found.isPresent()) {
                answer(exchange, 200, wrapped, found.get());
            } else {
                refuse(exchange, 404);
            }
        } catch (IllegalArgumentException | JacksonException _) {
            refuse(exchange, 400);
        }
    }

    private static JsonNode body(Exchange exchange) throws IOException {
        return exchange.method().equals("POST")
                ? MAPPER.readTree(exchange.body())
                : MAPPER.createObjectNode();
    }

    private void open(Exchange exchange, boolean wrapped) throws IOException {
        boolean known =
                exchange.header("authorization")
                        .filter(header -> header.startsWith(BASIC))
                        .map(header -> accepts(header.substring(BASIC.length())))
                        .orElse(false);
        if (!known) {
            refuse(exchange, 401);
            return;
        }
        String agent = exchange.header("user-agent").orElse("");
        Session session = sessions.open(new Session.Client(account.user(), exchange.peer(), agent));
        answer(exchange, wrapped ? 200 : 201, wrapped, session.cookie());
    }

    private boolean accepts(String encoded) {
        try {
            String pair =
                    new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon > 0
                    && account.accepts(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void answer(Exchange exchange, int status, boolean wrapped, Object content)
            throws IOException {
        Object whole = wrapped ? Map.of("value", content) : content;
        exchange.respond(status, JSON, MAPPER.writeValueAsBytes(whole));
    }

    private static void refuse(Exchange exchange, int status) throws IOException {
        exchange.respond(status, JSON, MAPPER.writeValueAsBytes(Map.of("messages", Set.of())));
    }
}
