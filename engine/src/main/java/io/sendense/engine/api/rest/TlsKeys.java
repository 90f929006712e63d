package io.sendense.engine.api.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// Makes of PEM files what Jetty takes: TLS 1.3 and 1.2 only. Stateless.
final class TlsKeys {
    private static final String NO_PASSWORD = "in memory only";

    private TlsKeys() {}

    /// @throws IOException a file cannot be read or is not what it has to be, or the key is not the
    ///   certificate's
    static SslContextFactory.Server of(RestTls files) throws IOException {
        try (InputStream in = Files.newInputStream(files.certificate())) {
            Collection<? extends Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (chain.isEmpty()) {
                throw new IOException("'" + files.certificate() + "' holds no certificate");
            }
            PrivateKey key = key(files);
            requirePair(key, chain.iterator().next().getPublicKey());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server", key, NO_PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStore(store);
            tls.setKeyStorePassword(NO_PASSWORD);
            tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            tls.setRenegotiationAllowed(false);
            tls.setSniRequired(false);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate or key cannot be used: " + e.getMessage(), e);
        }
    }

    /// What one has signed the other has to know.
    private static void requirePair(PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC", "ECDSA" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key is not that of the certificate");
        }
    }

    private static PrivateKey key(RestTls files) throws IOException {
        try (Reader reader = Files.newBufferedReader(files.key());
                PEMParser parser = new PEMParser(reader)) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                switch (part) {
                    case PrivateKeyInfo key -> {
                        return new JcaPEMKeyConverter().getPrivateKey(key);
                    }
                    case PEMKeyPair pair -> {
                        return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    default -> {}
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("'" + files.key() + "' is not a PEM file of a key", e);
        }
        throw new IOException("'" + files.key() + "' holds no private key without a password");
    }
}
