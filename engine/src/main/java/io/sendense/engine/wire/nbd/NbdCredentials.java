package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// What one side of a TLS connection shows, and whom it believes. Belongs to the servers and
/// clients it is given to: nothing is set for the whole process. Immutable.
///
/// Folders hold the files that qemu, libnbd and nbdkit look for: `ca-cert.pem`, `ca-crl.pem`,
/// `server-cert.pem`, `server-key.pem`, `client-cert.pem`, `client-key.pem`.
public final class NbdCredentials {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /// Keys in memory are stored under a password of no meaning.
    private static final char[] PASSWORD = {};

    private final SSLContext context;
    private final boolean knowsAuthority;

    private NbdCredentials(SSLContext context, boolean knowsAuthority) {
        this.context = context;
        this.knowsAuthority = knowsAuthority;
    }

    /// Of a server: its certificate and key; and the CA its clients' certificates must lead to, if
    /// they are to be checked.
    ///
    /// @throws IOException a file is missing or cannot be used
    public static NbdCredentials ofServer(Path folder) throws IOException {
        Path authority = folder.resolve("ca-cert.pem");
        return load(folder, "server", Files.exists(authority) ? authority : null);
    }

    /// Of a client: the CA a server's certificate must lead to; and a certificate and key of its
    /// own, if there is one.
    ///
    /// @throws IOException a file is missing or cannot be used
    public static NbdCredentials ofClient(Path folder) throws IOException {
        return load(folder, "client", folder.resolve("ca-cert.pem"));
    }

    /// Of a client without a certificate, who believes what the Java platform believes.
    public static NbdCredentials ofPlatform() throws IOException {
        try {
            return new NbdCredentials(context(null, null), true);
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS: " + e.getMessage(), e);
        }
    }

    private static NbdCredentials load(Path folder, String side, @Nullable Path authority)
            throws IOException {
        Path certificate = folder.resolve(side + "-cert.pem");
        boolean identity = side.equals("server") || Files.exists(certificate);
        try {
            return new NbdCredentials(
                    context(
                            identity ? keys(certificate, folder.resolve(side + "-key.pem")) : null,
                            trust(authority, folder.resolve("ca-crl.pem"))),
                    authority != null);
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS with '" + folder + "': " + e.getMessage(), e);
        }
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static KeyManager[] keys(Path certificate, Path key)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = PemFiles.certificates(certificate);
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own", PemFiles.key(key), PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, PASSWORD);
        return factory.getKeyManagers();
    }

    /// Nobody at all where there is no CA.
    private static TrustManager[] trust(@Nullable Path authority, Path revoked)
            throws IOException, GeneralSecurityException {
        if (authority == null) {
            return new TrustManager[] {};
        }
        KeyStore store = emptyStore();
        int count = 0;
        for (X509Certificate each : PemFiles.certificates(authority)) {
            store.setCertificateEntry("ca-" + count++, each);
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
        parameters.setRevocationEnabled(Files.exists(revoked));
        if (parameters.isRevocationEnabled()) {
            parameters.addCertPathChecker(revocationByListOnly());
            parameters.addCertStore(
                    CertStore.getInstance(
                            "Collection",
                            new CollectionCertStoreParameters(PemFiles.revocations(revoked))));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    /// Asks no other server whether a certificate is still good.
    private static PKIXRevocationChecker revocationByListOnly() throws GeneralSecurityException {
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(
                EnumSet.of(
                        PKIXRevocationChecker.Option.PREFER_CRLS,
                        PKIXRevocationChecker.Option.NO_FALLBACK));
        return checker;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /// Whether there is a CA to check certificates against.
    boolean knowsAuthority() {
        return knowsAuthority;
    }

    SSLEngine serverEngine(NbdServerTls.Clients clients) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setNeedClientAuth(clients == NbdServerTls.Clients.WITH_CERTIFICATE);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// @param host the name or address the server's certificate must be for; where there is none it
    ///   may be for anything
    SSLEngine clientEngine(Optional<InetSocketAddress> host) {
        SSLEngine engine =
                host.isPresent()
                        ? context.createSSLEngine(host.get().getHostString(), host.get().getPort())
                        : context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (host.isPresent()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }
}
