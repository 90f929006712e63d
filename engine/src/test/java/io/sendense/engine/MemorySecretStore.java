package io.sendense.engine;

import io.sendense.engine.security.Secret;
import io.sendense.engine.security.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Secrets for as long as a test runs.
public final class MemorySecretStore implements SecretStore {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    @Override
    public void put(String name, Secret secret) {
        secrets.put(name, secret.reveal());
    }

    @Override
    public Optional<Secret> get(String name) {
        return Optional.ofNullable(secrets.get(name)).map(Secret::of);
    }

    @Override
    public void remove(String name) {
        secrets.remove(name);
    }

    @Override
    public String describe() {
        return "memory";
    }
}
