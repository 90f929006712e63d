package io.sendense.engine.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/// Accepts one certificate, by the thumbprint that another server vouches for, under any host name:
/// SHA-1, as vSphere writes it, or SHA-256, by its length. Immutable.
final class ThumbprintTrust extends ServerJudge {
    private static final int SHA1_BYTES = 20;
    private static final int SHA256_BYTES = 32;

    private final byte[] expected;

    /// @param thumbprint hexadecimal digits, with colons between them or without
    /// @throws IllegalArgumentException it is neither of both
    ThumbprintTrust(String thumbprint) {
        expected =
                HexFormat.of()
                        .parseHex(thumbprint.strip().replace(":", "").toLowerCase(Locale.ROOT));
        if (expected.length != SHA1_BYTES && expected.length != SHA256_BYTES) {
            throw new IllegalArgumentException("'" + thumbprint + "' is no thumbprint");
        }
    }

    @Override
    void judge(X509Certificate[] chain, PlatformCheck check) throws CertificateException {
        byte[] shown = digest(chain[0]);
        if (!MessageDigest.isEqual(shown, expected)) {
            HexFormat pairs = HexFormat.ofDelimiter(":").withUpperCase();
            throw new ThumbprintException(pairs.formatHex(shown), pairs.formatHex(expected));
        }
    }

    private byte[] digest(X509Certificate certificate) throws CertificateEncodingException {
        String algorithm = expected.length == SHA1_BYTES ? "SHA-1" : "SHA-256";
        try {
            return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
