package io.sendense.engine.security;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.X509ExtendedTrustManager;

/// Lets the platform judge (chain, dates, and the host name where the connection asks for it), and
/// keeps in a refusal which certificate was shown. Immutable.
final class CaTrust extends ServerJudge {
    private final X509ExtendedTrustManager platform;

    CaTrust(X509ExtendedTrustManager platform) {
        this.platform = platform;
    }

    @Override
    void judge(X509Certificate[] chain, PlatformCheck check) throws CertificateException {
        try {
            check.by(platform);
        } catch (CertificateException e) {
            throw CertificateRefusedException.untrusted(
                    Fingerprint.of(chain[0]), names(chain[0]), e);
        }
    }

    /// The hosts a certificate stands for.
    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives == null) {
                return List.of(certificate.getSubjectX500Principal().getName());
            }
            return alternatives.stream()
                    .filter(name -> name.get(1) instanceof String)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return platform.getAcceptedIssuers();
    }
}
