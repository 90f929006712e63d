package io.sendense.engine.security;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ExplainedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Looks at the certificate a server shows, so that somebody can judge it before anything is sent.
///
/// The handshake is broken off as soon as the certificate is there: the server receives a
/// `ClientHello` and an alert, never a request. Stateless.
public final class CertificateProbe {
    private static final int HTTPS_PORT = 443;

    private CertificateProbe() {}

    /// The certificate of the server at `server` (its host and port are used).
    ///
    /// @param timeout for connecting, and again for each answer of the handshake
    /// @throws IOException the server cannot be reached or speaks no TLS
    public static ShownCertificate fetch(URI server, Duration timeout) throws IOException {
        String host = host(server);
        int port = port(server);
        try {
            Look look = new Look(TrustedTls.platform(null));
            try (Socket plain = connected(host, port, timeout)) {
                handshake(look, plain, host, port);
            }
            return look.shown();
        } catch (GeneralSecurityException e) {
            throw new ExplainedException(Cause.of(CauseCode.NO_CERTIFICATE_SHOWN), e);
        }
    }

    /// The certificate that a server shows, if it is one that is trusted.
    ///
    /// @param timeout for connecting, and again for each answer of the handshake
    /// @throws IOException the server cannot be reached, or its certificate is not trusted
    public static Fingerprint trusted(URI server, ServerTrust trust, Duration timeout)
            throws IOException {
        String host = host(server);
        int port = port(server);
        var factory = TrustedTls.context(trust).getSocketFactory();
        try (Socket plain = connected(host, port, timeout);
                var tls = (SSLSocket) factory.createSocket(plain, host, port, true)) {
            shake(tls);
            if (tls.getSession().getPeerCertificates()[0] instanceof X509Certificate leaf) {
                return Fingerprint.of(leaf);
            }
            throw new ExplainedException(Cause.of(CauseCode.NO_CERTIFICATE_SHOWN));
        } catch (CertificateException e) {
            throw new ExplainedException(Cause.of(CauseCode.NO_CERTIFICATE_SHOWN), e);
        }
    }

    private static String host(URI server) throws IOException {
        String host = server.getHost();
        if (host == null) {
            throw new ExplainedException(
                    Cause.of(CauseCode.ADDRESS_WITHOUT_HOST).with("address", server.toString()));
        }
        // URIs write IPv6 addresses in brackets, sockets and certificates do not.
        return host.replaceAll("^\\[|\\]$", "");
    }

    private static int port(URI server) {
        return server.getPort() < 0 ? HTTPS_PORT : server.getPort();
    }

    private static Socket connected(String host, int port, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), millis);
            plain.setSoTimeout(millis);
            return plain;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static void shake(SSLSocket tls) throws IOException {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
    }

    private static void handshake(Look look, Socket plain, String host, int port)
            throws IOException, GeneralSecurityException {
        var factory = TrustedTls.context(look).getSocketFactory();
        try (var tls = (SSLSocket) factory.createSocket(plain, host, port, true)) {
            shake(tls);
        } catch (SSLHandshakeException e) {
            if (!look.done()) {
                throw e;
            }
        }
    }

    /// Keeps the certificate, asks the platform about it, and refuses in any case.
    private static final class Look extends ServerJudge {
        private final X509ExtendedTrustManager platform;
        private final AtomicReference<@Nullable ShownCertificate> shown = new AtomicReference<>();

        Look(X509ExtendedTrustManager platform) {
            this.platform = platform;
        }

        boolean done() {
            return shown.get() != null;
        }

        ShownCertificate shown() throws IOException {
            ShownCertificate certificate = shown.get();
            if (certificate == null) {
                throw new ExplainedException(Cause.of(CauseCode.NO_CERTIFICATE_SHOWN));
            }
            return certificate;
        }

        @Override
        void judge(X509Certificate[] chain, PlatformCheck check) throws CertificateException {
            boolean trusted = true;
            try {
                check.by(platform);
            } catch (CertificateException e) {
                trusted = false;
            }
            X509Certificate leaf = chain[0];
            shown.set(
                    new ShownCertificate(
                            Fingerprint.of(leaf),
                            leaf.getSubjectX500Principal().getName(),
                            leaf.getIssuerX500Principal().getName(),
                            leaf.getNotBefore().toInstant(),
                            leaf.getNotAfter().toInstant(),
                            trusted));
            throw new CertificateException("only looked at");
        }
    }
}
