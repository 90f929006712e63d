package io.sendense.engine.security;

import io.sendense.engine.home.DurableFile;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses where a home's secrets are kept, from the environment:
///
/// - `SENDENSE_SECRETS`: `file`, `keyring` or `auto` (the default). `auto` takes the system's key
///   ring where one answers, else the encrypted file, and stays with that: the choice is written
///   into the home, so that a key ring which is locked tomorrow does not hide today's passwords.
/// - `SENDENSE_SECRETS_PASSPHRASE`: locks the encrypted file in place of a key file.
/// - `SENDENSE_SECRETS_KEY_FILE`: path of the key file; `secrets.key` in the home if not given.
///
/// Stateless.
public final class SecretStores {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStores.class);

    /// How long `auto` waits for a key ring.
    private static final Duration PROBE = Duration.ofSeconds(5);

    private SecretStores() {}

    /// Opens the store of a home.
    ///
    /// @param environment variables of this process
    /// @throws EngineException `SECRET-STORE-UNAVAILABLE`
    public static SecretStore open(EngineHome home, Map<String, String> environment)
            throws EngineException {
        return open(home, environment, KeyringSecretStore::open);
    }

    /// Connects to a key ring within a time.
    interface KeyringOpener {
        SecretStore open(String service, Duration patience) throws EngineException;
    }

    static SecretStore open(EngineHome home, Map<String, String> environment, KeyringOpener keyring)
            throws EngineException {
        String wish = environment.getOrDefault("SENDENSE_SECRETS", "auto").toLowerCase(Locale.ROOT);
        return switch (wish) {
            case "file" -> file(home, environment);
            case "keyring" -> keyring.open(service(home), PROBE);
            case "auto" -> auto(home, environment, keyring);
            default ->
                    throw unavailable(
                            Cause.of(CauseCode.SETTING_UNKNOWN)
                                    .with("setting", "SENDENSE_SECRETS")
                                    .with("value", wish)
                                    .with("choices", "file, keyring, auto"));
        };
    }

    private static SecretStore auto(
            EngineHome home, Map<String, String> environment, KeyringOpener keyring)
            throws EngineException {
        Optional<String> chosen = chosen(home.secretsChoiceFile());
        if (chosen.isPresent()) {
            return chosen.get().equals("keyring")
                    ? keyring.open(service(home), PROBE)
                    : file(home, environment);
        }
        SecretStore store;
        String choice;
        try {
            store = keyring.open(service(home), PROBE);
            choice = "keyring";
        } catch (EngineException e) {
            LOG.info("no key ring ({}): secrets go to an encrypted file", e.getMessage());
            store = file(home, environment);
            choice = "file";
        }
        try {
            DurableFile.write(
                    home.secretsChoiceFile(), (choice + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw unavailable(Cause.of(CauseCode.SECRETS_CHOICE_NOT_WRITTEN).because(e));
        }
        return store;
    }

    private static Optional<String> chosen(Path file) throws EngineException {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String choice = Files.readString(file).strip();
            if (!choice.equals("keyring") && !choice.equals("file")) {
                throw unavailable(
                        Cause.of(CauseCode.SECRETS_CHOICE_UNREADABLE)
                                .with("path", file.toString()));
            }
            return Optional.of(choice);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static SecretStore file(EngineHome home, Map<String, String> environment) {
        String passphrase = environment.get("SENDENSE_SECRETS_PASSPHRASE");
        SecretsKey key;
        if (passphrase != null && !passphrase.isEmpty()) {
            key = new SecretsKey.Passphrase(Secret.of(passphrase));
        } else {
            String keyFile = environment.get("SENDENSE_SECRETS_KEY_FILE");
            key =
                    new SecretsKey.KeyFile(
                            keyFile == null || keyFile.isEmpty()
                                    ? home.secretsKeyFile()
                                    : Path.of(keyFile).toAbsolutePath());
        }
        return new EncryptedFileSecretStore(home.secretsFile(), key);
    }

    /// Homes on one machine do not see each other's passwords.
    private static String service(EngineHome home) {
        return "sendense " + home.folder();
    }

    static EngineException unavailable(Cause cause) {
        return Problem.of(ProblemCode.SECRET_STORE_UNAVAILABLE).because(cause).toException();
    }

    static EngineException unavailable(Throwable thrown) {
        return Problem.of(ProblemCode.SECRET_STORE_UNAVAILABLE).because(thrown).toException(thrown);
    }
}
