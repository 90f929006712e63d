package io.sendense.engine.security;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Judges the certificates of servers; there are no clients to judge. As an extended trust manager
/// it is the only judge: the platform adds no check of its own behind it.
abstract class ServerJudge extends X509ExtendedTrustManager {
    /// The platform's own check of the chain at hand, with the connection it came over.
    interface PlatformCheck {
        void by(X509ExtendedTrustManager platform) throws CertificateException;
    }

    /// Throws unless the server may be talked to.
    ///
    /// @param chain leaf first, never empty
    abstract void judge(X509Certificate[] chain, PlatformCheck check) throws CertificateException;

    private void judgeShown(X509Certificate[] chain, PlatformCheck check)
            throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the server shows no certificate");
        }
        judge(chain, check);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judgeShown(chain, platform -> platform.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judgeShown(chain, platform -> platform.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        judgeShown(chain, platform -> platform.checkServerTrusted(chain, authType));
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("clients are not judged here");
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("clients are not judged here");
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("clients are not judged here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
