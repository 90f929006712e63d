package io.sendense.engine.lab.folder;

import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.session.Access;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.session.SessionCookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Decides who may read and write files: a session's cookie, a ticket for just this request, or a
/// name and password, which open a session for the requests to come. Looking at files renews no
/// session. Thread-safe.
final class FolderAccess {
    private static final String TICKET = "vmware_cgi_ticket";
    private static final String BASIC = "Basic ";

    private final Access access;

    FolderAccess(Access access) {
        this.access = access;
    }

    /// What came of the check.
    ///
    /// @param allowed whether the request may go on
    /// @param session the session it belongs to
    /// @param fresh whether that session was opened just now, so that the client must be told
    record Verdict(boolean allowed, Optional<Session> session, boolean fresh) {
        private static final Verdict REFUSED = new Verdict(false, Optional.empty(), false);
    }

    Verdict check(Exchange exchange) {
        Optional<Session> session =
                exchange.cookie(SessionCookie.NAME).flatMap(access.sessions()::find);
        if (session.isPresent()) {
            return new Verdict(true, session, false);
        }
        Optional<String> ticket = exchange.cookie(TICKET);
        if (ticket.isPresent()) {
            boolean good =
                    access.tickets().redeem(ticket.get(), exchange.method(), exchange.target());
            return new Verdict(good, Optional.empty(), false);
        }
        return exchange.header("authorization")
                .filter(header -> header.startsWith(BASIC))
                .flatMap(header -> login(header.substring(BASIC.length()), exchange))
                .map(opened -> new Verdict(true, Optional.of(opened), true))
                .orElse(Verdict.REFUSED);
    }

    private Optional<Session> login(String encoded, Exchange exchange) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        if (colon < 0
                || !access.account().accepts(pair.substring(0, colon), pair.substring(colon + 1))) {
            return Optional.empty();
        }
        String agent = exchange.header("user-agent").orElse("");
        return Optional.of(
                access.sessions()
                        .open(new Session.Client(access.account().user(), exchange.peer(), agent)));
    }
}
