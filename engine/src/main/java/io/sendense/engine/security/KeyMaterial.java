package io.sendense.engine.security;

import io.sendense.engine.home.DurableFile;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gets key material from where the operator keeps it: a key file is one line, 32 random bytes in
/// Base64. Stateless.
final class KeyMaterial {
    private static final int KEY_BYTES = 32;
    private static final int MAX_FILE_BYTES = 1024;
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));

    private KeyMaterial() {}

    /// @throws EngineException `SECRET-STORE-UNAVAILABLE`: the file is missing, open to others or
    ///   no key
    static SecretsCipher.Material load(SecretsKey key) throws IOException, EngineException {
        return switch (key) {
            case SecretsKey.KeyFile(var file) -> new SecretsCipher.RandomBytes(read(file));
            case SecretsKey.Passphrase(var passphrase) ->
                    new SecretsCipher.Words(passphrase.reveal().toCharArray());
        };
    }

    /// As `load`, but makes a key file where there is none: for the first secret only, as a new key
    /// opens nothing that exists.
    static SecretsCipher.Material loadOrCreate(SecretsKey key) throws IOException, EngineException {
        if (key instanceof SecretsKey.KeyFile(var file) && !Files.exists(file)) {
            byte[] bytes = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            String line = Base64.getEncoder().encodeToString(bytes) + "\n";
            DurableFile.write(file, line.getBytes(StandardCharsets.US_ASCII));
        }
        return load(key);
    }

    private static byte[] read(Path file) throws IOException, EngineException {
        if (!Files.isRegularFile(file)) {
            throw SecretStores.unavailable(
                    Cause.of(CauseCode.KEY_FILE_MISSING).with("path", file.toString()));
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                throw SecretStores.unavailable(
                        Cause.of(CauseCode.KEY_FILE_OPEN_TO_OTHERS)
                                .with("path", file.toString())
                                .with("permissions", PosixFilePermissions.toString(permissions)));
            }
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw noKey(file);
        }
        byte[] content = Files.readAllBytes(file);
        try {
            byte[] bytes =
                    Base64.getDecoder()
                            .decode(new String(content, StandardCharsets.ISO_8859_1).strip());
            if (bytes.length != KEY_BYTES) {
                throw noKey(file);
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw noKey(file);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static EngineException noKey(Path file) {
        return SecretStores.unavailable(
                Cause.of(CauseCode.KEY_FILE_NO_KEY)
                        .with("path", file.toString())
                        .withBytes("bytes", KEY_BYTES));
    }

    static void wipe(SecretsCipher.@Nullable Material material) {
        if (material != null) {
            material.wipe();
        }
    }
}
