package io.sendense.engine.source.vsphere.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.http.TlsServer;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.security.TestIdentity;
import io.sendense.engine.security.TrustedTls;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Reading through the folder tells a server that thinks from a way that is narrow.
@Timeout(60)
class ReadTimesTest {
    private static final int BYTES = 512 << 10;
    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);

    /// When the server pauses.
    private enum Pausing {
        BEFORE_THE_HEAD,
        BEFORE_THE_BODY,
        IN_THE_BODY
    }

    private static void answer(Exchange exchange, Pausing pausing)
            throws IOException, InterruptedException {
        pause(pausing == Pausing.BEFORE_THE_HEAD);
        try (OutputStream body =
                exchange.respond(
                        206,
                        Map.of("Content-Range", "bytes 0-" + (BYTES - 1) + "/" + BYTES),
                        (long) BYTES)) {
            body.flush();
            pause(pausing == Pausing.BEFORE_THE_BODY);
            body.write(new byte[BYTES / 2]);
            body.flush();
            pause(pausing == Pausing.IN_THE_BODY);
            body.write(new byte[BYTES - BYTES / 2]);
        }
    }

    private static void pause(boolean now) throws InterruptedException {
        Thread.sleep(now ? PAUSE : Duration.ZERO);
    }

    private static FolderBlockDevice read(Pausing pausing) throws Exception {
        TestIdentity identity = TestIdentity.selfSigned("localhost");
        SSLContext tls = TrustedTls.context(new ServerTrust.Pin(identity.fingerprint()));
        FolderLimits limits = new FolderLimits(LONG, LONG, LONG, BYTES, 2, 2);
        try (TlsServer server =
                        TlsServer.start(
                                0,
                                identity.serverContext(),
                                exchange -> answer(exchange, pausing));
                HttpsExchange https =
                        new HttpsExchange(tls, new HttpsExchange.Limits(LONG, LONG, 1000))) {
            var address =
                    new RangeConnection.Address(
                            "localhost", server.port(), "localhost:" + server.port());
            try (ConnectionPool connections = new ConnectionPool(address, tls, limits)) {
                var folder = new FolderServer(address, https, connections, new NoSession(), limits);
                var reader =
                        new RangeReader(
                                "disk",
                                new DatastorePath("store", "vm/vm-flat.vmdk"),
                                "/folder/x",
                                folder);
                var device = new FolderBlockDevice(BYTES, reader, new DiskRequests(limits));
                device.read(0, ByteBuffer.allocate(BYTES));
                return device;
            }
        }
    }

    private record NoSession() implements FileAdmission {
        @Override
        public String cookie(String method, String target) {
            return "";
        }

        @Override
        public void renew(String refused) {}
    }

    private static void assertSourceWaited(FolderBlockDevice device) {
        assertThat(device.readNanos() - device.arrivalNanos()).isGreaterThan(PAUSE.toNanos());
        assertThat(device.arrivalNanos()).isNotNegative().isLessThan(device.readNanos() / 2);
    }

    @Test
    void untilTheAnswerBeginsItIsTheSource() throws Exception {
        assertSourceWaited(read(Pausing.BEFORE_THE_HEAD));
    }

    @Test
    void untilItsFirstByteToo() throws Exception {
        assertSourceWaited(read(Pausing.BEFORE_THE_BODY));
    }

    @Test
    void fromThenOnItIsTheNetwork() throws Exception {
        FolderBlockDevice device = read(Pausing.IN_THE_BODY);
        assertThat(device.arrivalNanos()).isBetween(PAUSE.toNanos() / 2, device.readNanos());
    }
}
