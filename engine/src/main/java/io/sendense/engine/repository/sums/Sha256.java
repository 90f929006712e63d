package io.sendense.engine.repository.sums;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 value, as four big-endian words. Immutable.
public record Sha256(long first, long second, long third, long fourth) {
    /// Size of a value in bytes.
    public static final int BYTES = 32;

    /// Takes the next 32 bytes of `source`, which is big-endian.
    public static Sha256 from(ByteBuffer source) {
        return new Sha256(source.getLong(), source.getLong(), source.getLong(), source.getLong());
    }

    /// Ends a digest computation.
    public static Sha256 of(MessageDigest digest) {
        return from(ByteBuffer.wrap(digest.digest()));
    }

    /// The sum of a byte array.
    public static Sha256 of(byte[] content) {
        MessageDigest digest = newDigest();
        digest.update(content);
        return of(digest);
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// @throws IllegalArgumentException it is something else
    public static Sha256 ofHex(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException(
                    "'" + hex + "' has " + hex.length() + " characters, a SHA-256 has 64");
        }
        return from(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    /// A fresh computation.
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Puts the 32 bytes into `target`, which is big-endian.
    public void putInto(ByteBuffer target) {
        target.putLong(first).putLong(second).putLong(third).putLong(fourth);
    }

    /// 64 lower-case hexadecimal digits.
    public String hex() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        putInto(bytes);
        return HexFormat.of().formatHex(bytes.array());
    }

    @Override
    public String toString() {
        return hex();
    }
}
