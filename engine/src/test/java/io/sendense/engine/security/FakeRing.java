package io.sendense.engine.security;

import com.github.javakeyring.PasswordAccessException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// A key ring in memory that can be locked and can hang.
final class FakeRing implements KeyringSecretStore.Ring {
    final Map<String, String> entries = new ConcurrentHashMap<>();
    volatile boolean locked;
    volatile CountDownLatch hang = new CountDownLatch(0);

    private void enter() throws PasswordAccessException {
        boolean interrupted = false;
        while (true) {
            try {
                // Native calls know no interrupts.
                hang.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (locked) {
            throw new PasswordAccessException("the collection is locked");
        }
    }

    @Override
    public void set(String service, String name, String secret) throws PasswordAccessException {
        enter();
        entries.put(service + "/" + name, secret);
    }

    @Override
    public String get(String service, String name) throws PasswordAccessException {
        enter();
        String secret = entries.get(service + "/" + name);
        if (secret == null) {
            throw new PasswordAccessException("no credentials found");
        }
        return secret;
    }

    @Override
    public void delete(String service, String name) throws PasswordAccessException {
        enter();
        if (entries.remove(service + "/" + name) == null) {
            throw new PasswordAccessException("nothing to delete");
        }
    }
}
