package io.sendense.engine.security;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A key and a certificate for a server or CA of a test.
public final class TestIdentity {
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestIdentity(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /// A server's certificate that signs itself.
    public static TestIdentity selfSigned(String host) throws Exception {
        KeyPair keys = keys();
        return new TestIdentity(keys, certificate(keys, host, keys, host, false));
    }

    /// A CA.
    public static TestIdentity authority(String name) throws Exception {
        KeyPair keys = keys();
        return new TestIdentity(keys, certificate(keys, name, keys, name, true));
    }

    /// A server's certificate that this CA signs.
    public TestIdentity issue(String host) throws Exception {
        KeyPair own = keys();
        String issuer = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return new TestIdentity(own, certificate(own, host, keys, issuer, false));
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            KeyPair keys, String subject, KeyPair issuerKeys, String issuer, boolean authority)
            throws Exception {
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + issuer),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(FROM),
                        Date.from(FROM.plus(Duration.ofDays(36_500))),
                        new X500Name("CN=" + subject),
                        keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        int kind = subject.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
        if (!authority) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(kind, subject)));
        }
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public Fingerprint fingerprint() throws Exception {
        return Fingerprint.of(certificate);
    }

    public String pem() throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /// The private key with the public one, which GnuTLS wants to see beside it.
    public String keyPem() throws Exception {
        var open = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        var key =
                new org.bouncycastle.asn1.sec.ECPrivateKey(
                        256,
                        ((ECPrivateKey) keys.getPrivate()).getS(),
                        open.getPublicKeyData(),
                        open.getAlgorithm().getParameters());
        return "-----BEGIN EC PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END EC PRIVATE KEY-----\n";
    }

    /// A list, signed by this CA, that says this certificate is revoked.
    public String revocationPem(TestIdentity revoked) throws Exception {
        var builder =
                new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(FROM));
        builder.setNextUpdate(Date.from(FROM.plus(Duration.ofDays(36_500))));
        builder.addCRLEntry(
                revoked.certificate.getSerialNumber(), Date.from(FROM), CRLReason.keyCompromise);
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        return "-----BEGIN X509 CRL-----\n"
                + Base64.getMimeEncoder().encodeToString(builder.build(signer).getEncoded())
                + "\n-----END X509 CRL-----\n";
    }

    /// For a server that shows this certificate.
    public SSLContext serverContext() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "test".toCharArray();
        store.setKeyEntry(
                "server", keys.getPrivate(), password, new X509Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
