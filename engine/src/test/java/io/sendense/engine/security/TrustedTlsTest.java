package io.sendense.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedTlsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir Path folder;

    @Test
    void thePinnedCertificateIsAcceptedUnderAnyHostName() throws Exception {
        TestIdentity identity = TestIdentity.selfSigned("somewhere.else");
        try (var server = new RecordingTlsServer(identity)) {
            say("hello", server.uri("localhost"), new ServerTrust.Pin(identity.fingerprint()));
            await(server, "hello");
        }
    }

    @Test
    void aThumbprintOfEitherLengthIsOneCertificateUnderAnyHostName() throws Exception {
        TestIdentity identity = TestIdentity.selfSigned("somewhere.else");
        TestIdentity other = TestIdentity.selfSigned("localhost");
        for (String algorithm : List.of("SHA-1", "SHA-256")) {
            try (var server = new RecordingTlsServer(identity)) {
                assertThatThrownBy(() ->
                                say(
                                        "password",
                                        server.uri("localhost"),
                                        TrustedTls.vouchedFor(thumbprint(algorithm, other))))
                        .hasMessageContaining(thumbprint(algorithm, identity));
                assertThat(server.received()).isEmpty();
                say(
                        "hello",
                        server.uri("localhost"),
                        TrustedTls.vouchedFor(thumbprint(algorithm, identity)));
                await(server, "hello");
            }
        }
        for (String none : List.of("", "12:34", "xy")) {
            assertThatThrownBy(() -> TrustedTls.vouchedFor(none)).isInstanceOf(IOException.class);
        }
    }

    private static String thumbprint(String algorithm, TestIdentity identity) throws Exception {
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(
                        MessageDigest.getInstance(algorithm)
                                .digest(identity.certificate().getEncoded()));
    }

    @Test
    void anyOtherCertificateIsRefusedWithBothFingerprintsAndNothingSent() throws Exception {
        TestIdentity shown = TestIdentity.selfSigned("localhost");
        TestIdentity pinned = TestIdentity.selfSigned("localhost");
        try (var server = new RecordingTlsServer(shown)) {
            Throwable refusal =
                    catchRefusal(
                            server.uri("localhost"), new ServerTrust.Pin(pinned.fingerprint()));
            CertificateRefusedException refused =
                    CertificateRefusedException.in(refusal).orElseThrow();
            assertThat(refused.expected()).contains(pinned.fingerprint());
            assertThat(refused.shown()).isEqualTo(shown.fingerprint());
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void aCaFileDecidesAndTheHostNameCounts() throws Exception {
        TestIdentity ca = TestIdentity.authority("Test CA");
        Path pem = Files.writeString(folder.resolve("ca.pem"), ca.pem());
        try (var good = new RecordingTlsServer(ca.issue("localhost"));
                var otherName = new RecordingTlsServer(ca.issue("vcenter.example"));
                var otherCa = new RecordingTlsServer(TestIdentity.selfSigned("localhost"))) {
            ServerTrust trust = new ServerTrust.CaFile(pem);
            say("hello", good.uri("localhost"), trust);
            await(good, "hello");
            for (var server : new RecordingTlsServer[] {otherName, otherCa}) {
                Throwable refusal = catchRefusal(server.uri("localhost"), trust);
                CertificateRefusedException refused =
                        CertificateRefusedException.in(refusal).orElseThrow();
                assertThat(refused.expected()).isEmpty();
                assertThat(server.received()).isEmpty();
            }
        }
    }

    @Test
    void thePlatformsStoreKnowsNoSelfMadeCertificate() throws Exception {
        try (var server = new RecordingTlsServer(TestIdentity.selfSigned("localhost"))) {
            Throwable refusal =
                    catchRefusal(server.uri("localhost"), new ServerTrust.SystemStore());
            assertThat(CertificateRefusedException.in(refusal)).isPresent();
        }
    }

    @Test
    void contextsDoNotInfluenceEachOther() throws Exception {
        TestIdentity one = TestIdentity.selfSigned("localhost");
        TestIdentity two = TestIdentity.selfSigned("localhost");
        try (var first = new RecordingTlsServer(one);
                var second = new RecordingTlsServer(two)) {
            catchRefusal(second.uri("localhost"), new ServerTrust.Pin(one.fingerprint()));
            say("one", first.uri("localhost"), new ServerTrust.Pin(one.fingerprint()));
            say("two", second.uri("localhost"), new ServerTrust.Pin(two.fingerprint()));
            await(first, "one");
            await(second, "two");
        }
    }

    @Test
    void theProbeShowsTheCertificateAndSendsNothing() throws Exception {
        TestIdentity identity = TestIdentity.selfSigned("localhost");
        try (var server = new RecordingTlsServer(identity)) {
            ShownCertificate shown = CertificateProbe.fetch(server.uri("localhost"), LIMIT);
            assertThat(shown.fingerprint()).isEqualTo(identity.fingerprint());
            assertThat(shown.subject()).isEqualTo("CN=localhost");
            assertThat(shown.notBefore()).isBefore(shown.notAfter());
            assertThat(shown.trustedBySystem()).isFalse();
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void theProbeGivesUpOnASilentServer() throws Exception {
        try (var listener =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            URI silent = URI.create("https://localhost:" + listener.getLocalPort());
            assertThatThrownBy(() -> CertificateProbe.fetch(silent, Duration.ofMillis(300)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCaFileWithoutCertificatesIsRefused() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> TrustedTls.context(new ServerTrust.CaFile(empty)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("empty.pem");
    }

    @Test
    void trustIsWrittenAndReadBack() {
        String hex = "0a".repeat(32);
        ServerTrust pin = new ServerTrust.Pin(new Fingerprint("0A:".repeat(31) + "0a"));
        assertThat(pin.text()).isEqualTo("sha256:" + hex);
        for (ServerTrust trust :
                new ServerTrust[] {
                    pin,
                    new ServerTrust.CaFile(Path.of("/etc/ca.pem")),
                    new ServerTrust.SystemStore()
                }) {
            assertThat(ServerTrust.parse(trust.text())).isEqualTo(trust);
        }
        assertThatThrownBy(() -> ServerTrust.parse("ignore"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fingerprint("12:34"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hex digits");
    }

    private static void say(String words, URI server, ServerTrust trust) throws Exception {
        say(words, server, TrustedTls.context(trust));
    }

    private static void say(String words, URI server, SSLContext tls) throws Exception {
        try (var socket =
                (SSLSocket)
                        tls.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
    }

    private static Throwable catchRefusal(URI server, ServerTrust trust) {
        return org.assertj.core.api.Assertions.catchThrowable(() -> say("password", server, trust));
    }

    private static void await(RecordingTlsServer server, String words) throws Exception {
        for (int i = 0; i < 500 && !server.received().contains(words); i++) {
            Thread.sleep(10);
        }
        assertThat(server.received()).isEqualTo(words);
    }
}
