package io.sendense.engine.security;

import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Explained;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server's certificate was refused during the handshake, so nothing but the handshake was sent.
public final class CertificateRefusedException extends CertificateException implements Explained {
    private static final long serialVersionUID = 1L;

    private final @Nullable String expected;
    private final String shown;
    private final transient Cause explanation;

    private CertificateRefusedException(
            @Nullable Fingerprint expected,
            Fingerprint shown,
            Cause explanation,
            @Nullable Throwable cause) {
        super(ArgumentText.english().sentence(explanation), cause);
        this.expected = expected == null ? null : expected.sha256();
        this.shown = shown.sha256();
        this.explanation = explanation;
    }

    /// The certificate is not the pinned one.
    static CertificateRefusedException mismatch(Fingerprint expected, Fingerprint shown) {
        return new CertificateRefusedException(
                expected,
                shown,
                Cause.of(CauseCode.CERTIFICATE_NOT_PINNED)
                        .with("expected", expected.sha256())
                        .with("shown", shown.sha256()),
                null);
    }

    /// The certificate leads to no trusted CA, is out of date or stands for another host.
    ///
    /// @param names of the hosts it stands for
    static CertificateRefusedException untrusted(
            Fingerprint shown, List<String> names, CertificateException cause) {
        Cause whose =
                names.isEmpty()
                        ? Cause.of(CauseCode.CERTIFICATE_FOR_NOBODY)
                        : Cause.of(CauseCode.CERTIFICATE_FOR)
                                .with("names", String.join(", ", names));
        return new CertificateRefusedException(null, shown, whose.because(cause), cause);
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

    @Override
    public Cause explanation() {
        return explanation;
    }

    /// The pinned fingerprint; absent where a CA had to decide.
    public Optional<Fingerprint> expected() {
        return Optional.ofNullable(expected).map(Fingerprint::new);
    }

    public Fingerprint shown() {
        return new Fingerprint(shown);
    }
}
