package io.sendense.engine.lab.session;

import io.sendense.engine.lab.session.Session.Client;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// All logins in force. Thread-safe.
public final class Sessions {
    private static final int MAX_SESSIONS = 1000;

    private final Map<String, Session> byCookie = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Duration idleLimit;
    private final InstantSource clock;
    private final Runnable afterEnd;

    /// @param idleLimit how long a session lasts without a call
    /// @param afterEnd run whenever a session has ended, so that whoever waits in it can notice
    public Sessions(Duration idleLimit, InstantSource clock, Runnable afterEnd) {
        this.idleLimit = idleLimit;
        this.clock = clock;
        this.afterEnd = afterEnd;
    }

    /// Opens a session.
    ///
    /// @throws IllegalStateException there are too many
    public Session open(Client client) {
        sweep();
        if (byCookie.size() >= MAX_SESSIONS) {
            throw new IllegalStateException(MAX_SESSIONS + " sessions are open already");
        }
        byte[] secret = new byte[20];
        random.nextBytes(secret);
        String cookie = HexFormat.of().formatHex(secret);
        var session = new Session(cookie, "52" + UUID.randomUUID(), client, clock.instant());
        byCookie.put(cookie, session);
        return session;
    }

    /// The session of a cookie while it is in force; looking does not renew it.
    public Optional<Session> find(String cookie) {
        Session session = byCookie.get(cookie);
        if (session == null) {
            return Optional.empty();
        }
        if (isIdleTooLong(session)) {
            end(session);
            return Optional.empty();
        }
        return Optional.of(session);
    }

    /// Renews a session.
    public void used(Session session) {
        session.used(clock.instant());
    }

    /// Ends a session.
    public void end(Session session) {
        byCookie.remove(session.cookie());
        session.end();
        afterEnd.run();
    }

    /// Ends all sessions, as a restart of the server does.
    public void endAll() {
        all().forEach(this::end);
    }

    /// All sessions in force, those included that have been idle too long and were not looked at
    /// since.
    public List<Session> all() {
        return List.copyOf(byCookie.values());
    }

    private void sweep() {
        for (Session session : all()) {
            if (isIdleTooLong(session)) {
                end(session);
            }
        }
    }

    private boolean isIdleTooLong(Session session) {
        return clock.instant().isAfter(session.lastActive().plus(idleLimit));
    }
}
