package io.sendense.engine.lab.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Tickets that stand for a session in exactly one file request. Thread-safe.
public final class Tickets {
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final int MAX_TICKETS = 10_000;

    private final InstantSource clock;

    @GuardedBy("this")
    private final Map<String, Ticket> tickets = new LinkedHashMap<>();

    /// @param clock says when a ticket has become too old
    public Tickets(InstantSource clock) {
        this.clock = clock;
    }

    /// Gives a ticket for one request.
    ///
    /// @param method the HTTP method
    /// @param target path and query as they will be sent
    public synchronized String issue(String method, String target) {
        Instant now = clock.instant();
        tickets.values().removeIf(ticket -> now.isAfter(ticket.end()));
        if (tickets.size() >= MAX_TICKETS) {
            throw new IllegalStateException(MAX_TICKETS + " tickets are unused");
        }
        String id = "52" + UUID.randomUUID();
        tickets.put(id, new Ticket(method, target, now.plus(LIFE)));
        return id;
    }

    /// Takes a ticket back; whether it was good for this request.
    public synchronized boolean redeem(String id, String method, String target) {
        Ticket ticket = tickets.remove(id);
        return ticket != null
                && ticket.method().equals(method)
                && ticket.target().equals(target)
                && !clock.instant().isAfter(ticket.end());
    }

    private record Ticket(String method, String target, Instant end) {}
}
