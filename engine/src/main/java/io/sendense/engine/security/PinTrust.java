package io.sendense.engine.security;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/// Accepts one certificate, by its SHA-256, under any host name. Immutable.
final class PinTrust extends ServerJudge {
    private final Fingerprint expected;

    PinTrust(Fingerprint expected) {
        this.expected = expected;
    }

    @Override
    void judge(X509Certificate[] chain, PlatformCheck check) throws CertificateException {
        Fingerprint shown = Fingerprint.of(chain[0]);
        if (!shown.equals(expected)) {
            throw CertificateRefusedException.mismatch(expected, shown);
        }
    }
}
