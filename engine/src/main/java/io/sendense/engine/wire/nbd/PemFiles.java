package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// Certificates, keys and lists of revoked certificates in PEM files, as other NBD programs keep
/// them.
final class PemFiles {
    private PemFiles() {}

    /// The certificates in a file, in order.
    ///
    /// @throws IOException it cannot be read or holds none
    static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) each);
            }
        } catch (CertificateException e) {
            throw new IOException("'" + file + "' is not a PEM file of certificates", e);
        }
        if (certificates.isEmpty()) {
            throw new IOException("'" + file + "' holds no certificate");
        }
        return certificates;
    }

    /// The lists of revoked certificates in a file.
    static Collection<? extends CRL> revocations(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCRLs(in);
        } catch (CertificateException | CRLException e) {
            throw new IOException("'" + file + "' is not a PEM file of revocation lists", e);
        }
    }

    /// The key in a file, of PKCS #8 or of the older kinds.
    ///
    /// @throws IOException it cannot be read, or holds no key that needs no password
    static PrivateKey key(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(reader)) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PrivateKeyInfo key) {
                    return new JcaPEMKeyConverter().getPrivateKey(key);
                }
                if (part instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        } catch (PEMException | RuntimeException e) {
            throw new IOException("'" + file + "' is not a PEM file of a key", e);
        }
        throw new IOException("'" + file + "' holds no private key without a password");
    }
}
