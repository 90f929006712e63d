package io.sendense.engine.source.vsphere.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.lab.http.TlsServer;
import io.sendense.engine.security.CertificateRefusedException;
import io.sendense.engine.security.RecordingTlsServer;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.security.TestIdentity;
import io.sendense.engine.security.TrustedTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The connection that disks are read through: what it refuses and how long it waits.
@Timeout(30)
class RangeConnectionTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final FolderLimits LIMITS = new FolderLimits(SHORT, SHORT, SHORT, 1 << 20, 1, 1);

    @TempDir Path folder;

    private static RangeConnection open(int port, ServerTrust trust) throws IOException {
        return RangeConnection.open(
                new RangeConnection.Address("localhost", port, "localhost:" + port),
                TrustedTls.context(trust),
                LIMITS);
    }

    @Test
    void aServerThatNeverBeginsTls() throws Exception {
        TestIdentity identity = TestIdentity.selfSigned("localhost");
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() ->
                            open(
                                    listener.getLocalPort(),
                                    new ServerTrust.Pin(identity.fingerprint())))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("SocketTimeoutException");
        }
    }

    @Test
    void aServerThatTakesTheRequestAndStaysSilent() throws Exception {
        TestIdentity identity = TestIdentity.selfSigned("localhost");
        try (var server =
                TlsServer.start(
                        0,
                        identity.serverContext(),
                        exchange -> Thread.sleep(Duration.ofHours(1)))) {
            long failed;
            try (var connection =
                    open(server.port(), new ServerTrust.Pin(identity.fingerprint()))) {
                assertThatThrownBy(() -> connection.get("/folder/a", "", 0, 512))
                        .isInstanceOf(SocketTimeoutException.class);
                failed = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - failed))
                    .as("nobody waits for its goodbye")
                    .isLessThan(SHORT.dividedBy(2));
        }
    }

    @Test
    void aCertificateOfTheRightCaForAnotherHostIsRefusedAndNothingIsSent() throws Exception {
        TestIdentity ca = TestIdentity.authority("Test CA");
        ServerTrust trust =
                new ServerTrust.CaFile(Files.writeString(folder.resolve("ca.pem"), ca.pem()));
        try (var other = new RecordingTlsServer(ca.issue("vcenter.example"))) {
            Throwable refusal =
                    Assertions.catchThrowable(() -> open(other.uri("localhost").getPort(), trust));
            assertThat(CertificateRefusedException.in(refusal)).isPresent();
            assertThat(refusal).hasStackTraceContaining("localhost");
            assertThat(other.received()).isEmpty();
        }
        try (var right = new RecordingTlsServer(ca.issue("localhost"));
                var connection = open(right.uri("localhost").getPort(), trust)) {
            assertThatThrownBy(() -> connection.get("/folder/a", "", 0, 512))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(right.received()).startsWith("GET /folder/a HTTP/1.1\r\n");
        }
    }
}
