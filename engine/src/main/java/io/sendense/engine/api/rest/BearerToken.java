package io.sendense.engine.api.rest;

import io.sendense.engine.security.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// Knows the token by its digest only, and compares in a time that does not depend on it.
/// Immutable.
final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    BearerToken(Secret token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("a token cannot be empty");
        }
        this.digest = digest(token.reveal());
    }

    /// Whether a header `Authorization` has it.
    boolean isIn(@Nullable String header) {
        String shown =
                header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        ? header.substring(SCHEME.length()).strip()
                        : "";
        return MessageDigest.isEqual(digest, digest(shown));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
