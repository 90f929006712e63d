package io.sendense.engine.security;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
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
            throw CertificateRefusedException.untrusted(Fingerprint.of(chain[0]), e);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return platform.getAcceptedIssuers();
    }
}
