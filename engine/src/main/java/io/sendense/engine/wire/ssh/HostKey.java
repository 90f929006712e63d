package io.sendense.engine.wire.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// The public key that a server proves to have. Immutable.
///
/// @param type as `ssh-ed25519`
/// @param blob as it is on the wire and, in Base64, in files of public keys
@SuppressWarnings("ArrayRecordComponent") // copied in and out; equality is of content
public record HostKey(String type, byte[] blob) {
    /// Algorithms of signatures with each kind of key, in order of preference.
    static final List<String> KINDS =
            List.of(
                    "ssh-ed25519",
                    "ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521",
                    "rsa-sha2-512,rsa-sha2-256");

    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    public HostKey {
        blob = blob.clone();
    }

    /// Reads the type out of the key itself.
    ///
    /// @throws IllegalArgumentException the bytes are no public key
    static HostKey of(byte[] blob) {
        ByteBuffer bytes = ByteBuffer.wrap(blob);
        int length = bytes.remaining() < 4 ? -1 : bytes.getInt();
        if (length < 1 || length > Math.min(64, bytes.remaining())) {
            throw new IllegalArgumentException("not a public key of " + blob.length + " bytes");
        }
        return new HostKey(new String(blob, 4, length, StandardCharsets.US_ASCII), blob);
    }

    /// Whether a text has the form of a fingerprint, `SHA256:` and 43 characters.
    public static boolean isFingerprint(String text) {
        return FINGERPRINT.matcher(text).matches();
    }

    @Override
    public byte[] blob() {
        return blob.clone();
    }

    /// As `ssh-keygen -l` shows it: `SHA256:` and Base64 without padding.
    public String fingerprint() {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostKey(String otherType, byte[] otherBlob)
                && type.equals(otherType)
                && Arrays.equals(blob, otherBlob);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, Arrays.hashCode(blob));
    }

    @Override
    public String toString() {
        return type + " " + fingerprint();
    }
}
