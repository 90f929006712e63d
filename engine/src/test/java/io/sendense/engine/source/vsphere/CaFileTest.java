package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.RecordingTlsServer;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.security.TestIdentity;
import io.sendense.engine.security.TrustedTls;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.TreeMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A source whose server is judged by a CA file, and what it leaves of the process's own settings.
@Timeout(60)
class CaFileTest extends LabSource {
    @TempDir private Path folder;

    private static Path write(Path file, String pem) throws Exception {
        return Files.writeString(file, pem);
    }

    private VsphereSource trusting(Path pem, URI sdk) throws EngineException {
        return VsphereSource.connect(
                new VsphereEndpoint(
                        sdk,
                        lab.user(),
                        Secret.of(lab.password()),
                        new ServerTrust.CaFile(pem),
                        VsphereLimits.usual().withRetry(RETRY)));
    }

    /// The lab signs its own certificate, for `localhost` and for 127.0.0.1.
    private Path labAsCa() throws Exception {
        var pin = new ServerTrust.Pin(new Fingerprint(lab.certificateSha256()));
        try (var socket =
                (SSLSocket)
                        TrustedTls.context(pin)
                                .getSocketFactory()
                                .createSocket("localhost", lab.url().getPort())) {
            byte[] certificate = socket.getSession().getPeerCertificates()[0].getEncoded();
            return write(
                    folder.resolve("lab.pem"),
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder().encodeToString(certificate)
                            + "\n-----END CERTIFICATE-----\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void callsAndReadsAreJudgedByTheCa(String host) throws Exception {
        URI sdk = URI.create("https://" + host + ":" + lab.url().getPort() + "/sdk");
        try (Frozen frozen = freeze(SMALL);
                VsphereSource connected = trusting(labAsCa(), sdk);
                BlockDevice expected = frozen.open();
                BlockDevice device = connected.open(frozen.vm(), frozen.disk()).device()) {
            assertThat(connected.inventory().vms()).isNotEmpty();
            assertThat(checksum(device, 4 * MIB)).isEqualTo(checksum(expected, 4 * MIB));
        }
    }

    @Test
    void aServerOfAnotherNameIsRefusedBeforeAnythingIsSent() throws Exception {
        TestIdentity ca = TestIdentity.authority("Test CA");
        Path pem = write(folder.resolve("ca.pem"), ca.pem());
        try (var other = new RecordingTlsServer(ca.issue("vcenter.example"))) {
            assertThat(refusal(pem, other)).contains("localhost").contains("vcenter.example");
        }
    }

    @Test
    void aServerOfAnotherCaIsRefusedBeforeAnythingIsSent() throws Exception {
        Path pem = write(folder.resolve("ca.pem"), TestIdentity.authority("Test CA").pem());
        try (var other = new RecordingTlsServer(TestIdentity.selfSigned("localhost"))) {
            assertThat(refusal(pem, other))
                    .contains("leads to no certificate authority that is trusted here");
        }
    }

    private String refusal(Path pem, RecordingTlsServer server) throws Exception {
        try (VsphereSource source = trusting(pem, server.uri("localhost"))) {
            EngineException failure = failureOf(source::about);
            assertThat(failure.problem().code())
                    .isEqualTo(ProblemCode.VCENTER_CERTIFICATE_UNTRUSTED);
            assertThat(server.received()).isEmpty();
            assertThat(server.connections()).as("asked once").isEqualTo(1);
            return String.valueOf(failure.getMessage());
        }
    }

    /// What every part of a process shares.
    private static List<Object> settingsOfTheProcess() throws Exception {
        Map<Object, Object> properties = new TreeMap<>(System.getProperties());
        return Arrays.asList(
                HttpsURLConnection.getDefaultSSLSocketFactory(),
                HttpsURLConnection.getDefaultHostnameVerifier(),
                HttpURLConnection.getFollowRedirects(),
                SSLContext.getDefault(),
                Objects.toString(CookieHandler.getDefault()),
                Objects.toString(ProxySelector.getDefault()),
                Objects.toString(Authenticator.getDefault()),
                List.of(Security.getProviders()),
                Locale.getDefault(),
                TimeZone.getDefault(),
                properties);
    }

    @Test
    void nothingOfTheProcessIsChangedByConnecting() throws Exception {
        List<Object> before = settingsOfTheProcess();
        URI sdk = URI.create("https://localhost:" + lab.url().getPort() + "/sdk");
        try (VsphereSource byCa = trusting(labAsCa(), sdk);
                VsphereSource byPin = connect(VsphereLimits.usual());
                Frozen frozen = freeze(SMALL);
                BlockDevice device = byCa.open(frozen.vm(), frozen.disk()).device()) {
            assertThat(byPin.inventory().vms()).isNotEmpty();
            assertThat(device.size()).isPositive();
        }
        assertThat(settingsOfTheProcess()).isEqualTo(before);
    }
}
