package io.sendense.engine.problem;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// What failures of TLS and of certificates mean. Stateless.
final class TlsWords {
    private static final int DEEPEST = 16;

    private TlsWords() {}

    static Optional<Cause> meaning(Throwable failure) {
        if (!(failure instanceof SSLException) && !(failure instanceof CertificateException)) {
            return Optional.empty();
        }
        Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++, next = next.getCause()) {
            Optional<Cause> known = ofCertificate(next);
            if (known.isPresent()) {
                return known;
            }
        }
        return Optional.of(ofMessage(String.valueOf(failure.getMessage())));
    }

    private static Optional<Cause> ofCertificate(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case Explained explained -> Optional.of(explained.explanation());
            case CertificateExpiredException _ ->
                    Optional.of(Cause.of(CauseCode.CERTIFICATE_EXPIRED));
            case CertificateNotYetValidException _ ->
                    Optional.of(Cause.of(CauseCode.CERTIFICATE_NOT_YET_VALID));
            case CertPathBuilderException _ ->
                    Optional.of(Cause.of(CauseCode.CERTIFICATE_WITHOUT_CA));
            case CertificateException _
                    when message.startsWith("No subject alternative")
                            || message.startsWith("No name matching") ->
                    Optional.of(
                            Cause.of(CauseCode.CERTIFICATE_OF_ANOTHER_HOST)
                                    .with("detail", message));
            default -> Optional.empty();
        };
    }

    private static Cause ofMessage(String message) {
        if (message.contains("plaintext connection") || message.contains("SSL/TLS record")) {
            return Cause.of(CauseCode.TLS_NOT_SPOKEN);
        }
        if (message.contains("terminated the handshake")) {
            return Cause.of(CauseCode.CONNECTION_CLOSED);
        }
        return SystemWords.meaning(message)
                .map(Cause::of)
                .orElseGet(() -> Cause.of(CauseCode.TLS_FAILED).with("detail", message));
    }
}
