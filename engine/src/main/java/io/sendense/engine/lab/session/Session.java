package io.sendense.engine.lab.session;

import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Structure;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// One login and what belongs to it. Thread-safe.
public final class Session {
    /// More than any client makes; a client that never destroys its views meets it.
    private static final int MAX_OBJECTS = 2000;

    private final String cookie;
    private final String key;
    private final Client client;
    private final Instant begun;
    private final Map<Reference, ManagedObject> objects = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong lastObject = new AtomicLong();
    private volatile Instant lastActive;
    private volatile boolean ended;

    /// Who logged in from where.
    ///
    /// @param user the account's name
    /// @param address the peer's address
    /// @param agent what the peer calls itself
    public record Client(String user, String address, String agent) {}

    Session(String cookie, String key, Client client, Instant now) {
        this.cookie = cookie;
        this.key = key;
        this.client = client;
        this.begun = now;
        this.lastActive = now;
    }

    /// The secret the client shows with every request.
    public String cookie() {
        return cookie;
    }

    /// The session's public name.
    public String key() {
        return key;
    }

    /// Who logged in.
    public Client client() {
        return client;
    }

    /// Whether the session is over.
    public boolean ended() {
        return ended;
    }

    /// A reference for an object of this session that nobody has yet.
    public Reference newReference(String type) {
        return new Reference(type, "session[" + key + "]" + lastObject.incrementAndGet());
    }

    /// Takes an object in.
    ///
    /// @throws IllegalStateException the session has too many
    public <T extends ManagedObject> T add(T object) {
        if (objects.size() >= MAX_OBJECTS) {
            throw new IllegalStateException("session has " + MAX_OBJECTS + " objects already");
        }
        objects.put(object.reference(), object);
        return object;
    }

    /// Lets an object go.
    public void remove(Reference reference) {
        objects.remove(reference);
    }

    /// An object of this session.
    public Optional<ManagedObject> find(Reference reference) {
        return Optional.ofNullable(objects.get(reference));
    }

    /// All objects of a kind.
    public <T extends ManagedObject> Stream<T> all(Class<T> kind) {
        return objects.values().stream().filter(kind::isInstance).map(kind::cast);
    }

    /// The session as vSphere shows it.
    public Structure value() {
        return Structure.of("UserSession")
                .with("key", key)
                .with("userName", client.user())
                .with("fullName", client.user())
                .with("loginTime", begun)
                .with("lastActiveTime", lastActive)
                .with("locale", "en")
                .with("messageLocale", "en")
                .with("extensionSession", false)
                .with("ipAddress", client.address())
                .with("userAgent", client.agent())
                .with("callCount", calls.get())
                .build();
    }

    Instant lastActive() {
        return lastActive;
    }

    void used(Instant now) {
        lastActive = now;
        calls.incrementAndGet();
    }

    void end() {
        ended = true;
        objects.clear();
    }
}
