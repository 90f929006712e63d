package io.sendense.engine.security;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ExplainedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Makes SSL contexts that accept what a [ServerTrust] says, and nothing else. Each belongs to the
/// connection it was made for; nothing is set for the whole process.
///
/// Whoever opens a socket with such a context asks for endpoint identification `HTTPS`: the CA
/// modes then check the host name, a pin does not need to.
public final class TrustedTls {
    private TrustedTls() {}

    /// A context for one server.
    ///
    /// @throws IOException the CA file cannot be read or holds no certificate
    public static SSLContext context(ServerTrust trust) throws IOException {
        try {
            return context(
                    switch (trust) {
                        case ServerTrust.Pin(var fingerprint) -> new PinTrust(fingerprint);
                        case ServerTrust.CaFile(var pem) -> new CaTrust(platform(anchors(pem)));
                        case ServerTrust.SystemStore() -> new CaTrust(platform(null));
                    });
        } catch (GeneralSecurityException e) {
            throw new ExplainedException(
                    Cause.of(CauseCode.TLS_NOT_AVAILABLE)
                            .with("trust", trust.text())
                            .with("detail", String.valueOf(e.getMessage())),
                    e);
        }
    }

    /// A context for the one server with this thumbprint, SHA-1 or SHA-256, which a server that is
    /// trusted has told.
    ///
    /// @throws IOException it is no thumbprint
    public static SSLContext vouchedFor(String thumbprint) throws IOException {
        try {
            return context(new ThumbprintTrust(thumbprint));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new ExplainedException(
                    Cause.of(CauseCode.THUMBPRINT_UNUSABLE).with("text", thumbprint), e);
        }
    }

    static SSLContext context(TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return context;
    }

    /// The platform's own judge over these anchors; over its default trust store for `null`.
    static X509ExtendedTrustManager platform(@Nullable KeyStore anchors)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("the platform has no X.509 trust manager");
    }

    private static KeyStore anchors(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        try (InputStream in = Files.newInputStream(pem)) {
            for (Certificate ca :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, ca);
            }
        } catch (CertificateException e) {
            throw new ExplainedException(
                    Cause.of(CauseCode.NOT_PEM).with("path", pem.toString()), e);
        }
        if (count == 0) {
            throw new ExplainedException(
                    Cause.of(CauseCode.NO_CERTIFICATES_IN).with("path", pem.toString()));
        }
        return store;
    }
}
