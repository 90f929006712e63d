package io.sendense.engine.security;

import io.sendense.engine.home.DurableFile;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.UnfitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Secrets in one file, encrypted with AES-256-GCM under a key file or a passphrase; the format is
/// in `SecretsCipher`. The file is read and written anew for each call, each write with a new salt
/// and nonce.
///
/// Thread-safe within one process; the engine's lock keeps others away. A crash leaves the file as
/// it was after the last complete write.
public final class EncryptedFileSecretStore implements SecretStore {
    /// Thousands of passwords; bounds what a foreign file makes us read.
    private static final int MAX_FILE_BYTES = 1 << 20;

    private final Path file;
    private final SecretsKey key;
    private final SecretsCipher cipher = new SecretsCipher();
    private final Object lock = new Object();

    public EncryptedFileSecretStore(Path file, SecretsKey key) {
        this.file = file;
        this.key = key;
    }

    @Override
    public void put(String name, Secret secret) throws EngineException {
        synchronized (lock) {
            Map<String, Secret> all = read();
            try {
                Secret old = all.put(name, Secret.of(secret.reveal()));
                if (old != null) {
                    old.close();
                }
                write(all);
            } finally {
                wipe(all);
            }
        }
    }

    @Override
    public Optional<Secret> get(String name) throws EngineException {
        synchronized (lock) {
            Map<String, Secret> all = read();
            Optional<Secret> found = Optional.ofNullable(all.remove(name));
            wipe(all);
            return found;
        }
    }

    @Override
    public void remove(String name) throws EngineException {
        synchronized (lock) {
            Map<String, Secret> all = read();
            try {
                Secret old = all.remove(name);
                if (old != null) {
                    old.close();
                    write(all);
                }
            } finally {
                wipe(all);
            }
        }
    }

    private static void wipe(Map<String, Secret> secrets) {
        secrets.values().forEach(Secret::close);
    }

    private Map<String, Secret> read() throws EngineException {
        byte[] content;
        SecretsCipher.Material material = null;
        try {
            if (!Files.exists(file)) {
                return new TreeMap<>();
            }
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw SecretStores.unavailable(tooLarge(Files.size(file)));
            }
            material = KeyMaterial.load(key);
            content = cipher.decrypt(material, Files.readAllBytes(file));
        } catch (GeneralSecurityException e) {
            throw SecretStores.unavailable(
                    Cause.of(CauseCode.SECRETS_UNDECIPHERABLE).with("path", file.toString()));
        } catch (UnfitException e) {
            throw SecretStores.unavailable(e.explanation().with("path", file.toString()));
        } catch (IOException e) {
            throw SecretStores.unavailable(e);
        } finally {
            KeyMaterial.wipe(material);
        }
        try {
            return SecretList.parse(content);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private void write(Map<String, Secret> secrets) throws EngineException {
        byte[] content = SecretList.format(secrets);
        SecretsCipher.Material material = null;
        try {
            material = Files.exists(file) ? KeyMaterial.load(key) : KeyMaterial.loadOrCreate(key);
            byte[] encrypted = cipher.encrypt(material, content);
            if (encrypted.length > MAX_FILE_BYTES) {
                throw SecretStores.unavailable(tooLarge(encrypted.length));
            }
            DurableFile.write(file, encrypted);
        } catch (IOException | GeneralSecurityException e) {
            throw SecretStores.unavailable(e);
        } finally {
            KeyMaterial.wipe(material);
            Arrays.fill(content, (byte) 0);
        }
    }

    private Cause tooLarge(long bytes) {
        return Cause.of(CauseCode.SECRETS_TOO_LARGE)
                .with("path", file.toString())
                .withBytes("found", bytes)
                .withBytes("most", MAX_FILE_BYTES);
    }

    @Override
    public String describe() {
        return switch (key) {
            case SecretsKey.KeyFile(var keyFile) ->
                    "encrypted file " + file + ", key file " + keyFile;
            case SecretsKey.Passphrase _ -> "encrypted file " + file + ", locked with a passphrase";
        };
    }
}
