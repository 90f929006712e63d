package io.sendense.engine.security;

import io.sendense.engine.home.DurableFile;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/// The token of a REST interface in a file of its own: one line, 256 random bits in URL-safe
/// Base64, readable by its owner only. Stateless; never shows a token.
public final class TokenFile {
    private static final int TOKEN_BYTES = 32;
    private static final int MAX_FILE_BYTES = 1024;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43,512}");

    private TokenFile() {}

    /// The token in a file, which is made where there is none: whole or not at all.
    ///
    /// @throws EngineException `TOKEN-FILE-UNUSABLE`: open to others, no token, or it cannot be
    ///   read or made
    public static Secret readOrCreate(Path file) throws EngineException {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] random = new byte[TOKEN_BYTES];
                new SecureRandom().nextBytes(random);
                byte[] line =
                        (Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n")
                                .getBytes(StandardCharsets.US_ASCII);
                Arrays.fill(random, (byte) 0);
                DurableFile.write(file, line);
                Arrays.fill(line, (byte) 0);
            }
        } catch (IOException e) {
            throw unusable(file).because(e).toException(e);
        }
        return read(file);
    }

    /// The token in a file that must be there.
    ///
    /// @throws EngineException `TOKEN-FILE-UNUSABLE`
    public static Secret read(Path file) throws EngineException {
        byte[] content = {};
        try {
            requireClosed(file);
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw noToken(file);
            }
            content = Files.readAllBytes(file);
            String text = new String(content, StandardCharsets.ISO_8859_1).strip();
            if (!TOKEN.matcher(text).matches()) {
                throw noToken(file);
            }
            return Secret.of(text);
        } catch (IOException e) {
            throw unusable(file).because(e).toException(e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static void requireClosed(Path file) throws IOException, EngineException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!PosixFilePermissions.fromString("rwx------").containsAll(permissions)) {
            throw unusable(file)
                    .because(
                            Cause.of(CauseCode.TOKEN_FILE_OPEN_TO_OTHERS)
                                    .with(
                                            "permissions",
                                            PosixFilePermissions.toString(permissions)))
                    .toException();
        }
    }

    private static EngineException noToken(Path file) {
        return unusable(file).because(Cause.of(CauseCode.TOKEN_FILE_NO_TOKEN)).toException();
    }

    private static Problem unusable(Path file) {
        return Problem.of(ProblemCode.TOKEN_FILE_UNUSABLE).with("path", file.toString());
    }
}
