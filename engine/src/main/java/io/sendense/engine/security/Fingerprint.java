package io.sendense.engine.security;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/// The SHA-256 of a certificate's DER form, by which people compare certificates. Immutable.
///
/// @param sha256 upper-case hex in pairs with colons; hex of any case, with or without colons, is
///   accepted and normalised
public record Fingerprint(String sha256) {
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();
    private static final int SHA256_BYTES = 32;

    public Fingerprint {
        String digits = sha256.strip().replace(":", "").toUpperCase(Locale.ROOT);
        if (!digits.matches("[0-9A-F]{" + 2 * SHA256_BYTES + "}")) {
            throw new UnfitException(Cause.of(CauseCode.FINGERPRINT_UNUSABLE).with("text", sha256));
        }
        sha256 = PAIRS.formatHex(HexFormat.of().parseHex(digits));
    }

    public static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        return new Fingerprint(PAIRS.formatHex(digest(certificate.getEncoded())));
    }

    private static byte[] digest(byte[] der) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(der);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// 64 lower-case hex digits without colons.
    public String hex() {
        return sha256.replace(":", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return sha256;
    }
}
