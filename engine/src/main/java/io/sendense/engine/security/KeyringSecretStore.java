package io.sendense.engine.security;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Secrets in the key ring of the operating system: Secret Service or KWallet, macOS Keychain,
/// Windows Credential Manager. One entry for each secret.
///
/// Thread-safe. A key ring may ask its user to unlock it, or hang: every call is done on a thread
/// of its own and given up after its time limit. One call at a time.
public final class KeyringSecretStore implements SecretStore {
    /// Time enough to type the key ring's password.
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Ring ring;
    private final String service;
    private final Duration limit;

    /// A call that was given up; while it still hangs, no other is made.
    private volatile @Nullable FutureTask<?> hanging;

    KeyringSecretStore(Ring ring, String service, Duration limit) {
        this.ring = ring;
        this.service = service;
        this.limit = limit;
    }

    /// What is asked of a key ring. Calls may block for ever.
    interface Ring {
        void set(String service, String name, String secret) throws PasswordAccessException;

        String get(String service, String name) throws PasswordAccessException;

        void delete(String service, String name) throws PasswordAccessException;
    }

    /// Connects to the system's key ring.
    ///
    /// @param service what the entries are filed under; one for each home
    /// @param patience how long the key ring may take to show that it is there
    /// @throws EngineException `SECRET-STORE-UNAVAILABLE` if there is none, or it does not answer
    public static KeyringSecretStore open(String service, Duration patience)
            throws EngineException {
        Ring ring = await(new FutureTask<>(KeyringSecretStore::connect), patience, "connect");
        return new KeyringSecretStore(ring, service, ANSWER);
    }

    private static Ring connect() throws BackendNotSupportedException {
        Keyring keyring = Keyring.create();
        return new Ring() {
            @Override
            public void set(String service, String name, String secret)
                    throws PasswordAccessException {
                keyring.setPassword(service, name, secret);
            }

            @Override
            public String get(String service, String name) throws PasswordAccessException {
                return keyring.getPassword(service, name);
            }

            @Override
            public void delete(String service, String name) throws PasswordAccessException {
                keyring.deletePassword(service, name);
            }
        };
    }

    @Override
    public synchronized void put(String name, Secret secret) throws EngineException {
        within(
                "store " + name,
                () -> {
                    ring.set(service, name, secret.reveal());
                    return true;
                });
    }

    @Override
    public synchronized Optional<Secret> get(String name) throws EngineException {
        return within("read " + name, () -> find(name));
    }

    /// The library reports a missing entry as a failure, in different words on each system. One
    /// that can be written and read beside it shows that only this entry is missing.
    private Optional<Secret> find(String name) throws PasswordAccessException {
        try {
            return Optional.ofNullable(ring.get(service, name)).map(Secret::of);
        } catch (PasswordAccessException e) {
            String probe = "probe of " + name;
            ring.set(service, probe, "present");
            if (!"present".equals(ring.get(service, probe))) {
                throw e;
            }
            ring.delete(service, probe);
            return Optional.empty();
        }
    }

    @Override
    public synchronized void remove(String name) throws EngineException {
        within(
                "remove " + name,
                () -> {
                    if (find(name).isPresent()) {
                        ring.delete(service, name);
                    }
                    return true;
                });
    }

    @Override
    public String describe() {
        return "key ring of the system";
    }

    private <T> T within(String what, Callable<T> work) throws EngineException {
        FutureTask<?> earlier = hanging;
        if (earlier != null && !earlier.isDone()) {
            throw SecretStores.unavailable(Cause.of(CauseCode.KEY_RING_BUSY));
        }
        FutureTask<T> task = new FutureTask<>(work);
        hanging = task;
        return await(task, limit, what);
    }

    private static <T> T await(FutureTask<T> task, Duration limit, String what)
            throws EngineException {
        // A platform thread: native calls would hold a virtual one's carrier.
        Thread.ofPlatform().daemon().name("keyring").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw SecretStores.unavailable(
                    Cause.of(CauseCode.KEY_RING_SILENT)
                            .withTime("limit", limit)
                            .with("what", what));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SecretStores.unavailable(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw SecretStores.unavailable(
                    Cause.of(CauseCode.KEY_RING_FAILED)
                            .with("what", what)
                            .with("detail", String.valueOf(cause.getMessage())));
        }
    }
}
