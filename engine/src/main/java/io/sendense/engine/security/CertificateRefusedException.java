package io.sendense.engine.security;

import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server's certificate was refused during the handshake, so nothing but the handshake was sent.
public final class CertificateRefusedException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String expected;
    private final String shown;

    private CertificateRefusedException(
            @Nullable Fingerprint expected,
            Fingerprint shown,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.expected = expected == null ? null : expected.sha256();
        this.shown = shown.sha256();
    }

    /// The certificate is not the pinned one.
    static CertificateRefusedException mismatch(Fingerprint expected, Fingerprint shown) {
        return new CertificateRefusedException(
                expected,
                shown,
                "the pinned certificate is " + expected + ", the server shows " + shown,
                null);
    }

    /// The certificate leads to no trusted CA, is out of date or stands for another host.
    ///
    /// @param names of the hosts it stands for
    static CertificateRefusedException untrusted(
            Fingerprint shown, List<String> names, CertificateException cause) {
        String whose = names.isEmpty() ? "no host" : String.join(", ", names);
        return new CertificateRefusedException(
                null,
                shown,
                endless(String.valueOf(cause.getMessage())) + "; the certificate is for " + whose,
                cause);
    }

    private static String endless(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /// This exception among the causes of `failure`: TLS and HTTP wrap it several times.
    public static Optional<CertificateRefusedException> in(Throwable failure) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < 16; depth++, next = next.getCause()) {
            if (next instanceof CertificateRefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }

    /// The pinned fingerprint; absent where a CA had to decide.
    public Optional<Fingerprint> expected() {
        return Optional.ofNullable(expected).map(Fingerprint::new);
    }

    public Fingerprint shown() {
        return new Fingerprint(shown);
    }
}
