package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much may be in flight, whoever sends it.
@Timeout(60)
class ServerFlowTest {
    private static final int SIZE = 1 << 20;
    private static final int REQUEST = 64 << 10;
    private static final int FLUSH = 3;

    @TempDir Path folder;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger executing = new AtomicInteger();
    private final HookedDevice device =
            new HookedDevice(SIZE)
                    .hook((_, _, _) -> {
                        executing.incrementAndGet();
                        await();
                    });

    private void await() throws IOException {
        try {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private NbdEndpoint endpoint() {
        return new NbdEndpoint.UnixSocket(folder.resolve("s"));
    }

    private NbdServer serve(NbdLimits.Flow flow) throws IOException {
        NbdServer server = NbdServer.listen(endpoint(), NbdLimits.standard().withFlow(flow));
        server.export("slow", device);
        return server;
    }

    /// So many requests are executed, and in a while no more, when there is no end of them.
    private void assertExecuted(int count) throws InterruptedException {
        while (executing.get() < count) {
            Thread.sleep(5);
        }
        Thread.sleep(200);
        assertThat(executing.get()).isEqualTo(count);
    }

    @Test
    void aConnectionHasSoManyRequestsInFlightAndNoMore() throws Exception {
        NbdLimits.Flow flow = new NbdLimits.Flow(REQUEST, 5, SIZE, SIZE, 100);
        try (NbdServer _ = serve(flow);
                RawClient client = RawClient.simple(endpoint(), "slow")) {
            for (int i = 0; i < 50; i++) {
                client.request(0, FLUSH, i, 0, 0);
            }
            assertExecuted(5);
            gate.countDown();
            for (int i = 0; i < 50; i++) {
                assertThat(client.in.readNBytes(16)).hasSize(16);
            }
        }
    }

    /// Four connections that could have 128 KiB each, of a server that has 192 KiB.
    @Test
    void allConnectionsTogetherHaveSoManyBytesInFlightAndNoMore() throws Exception {
        NbdLimits.Flow flow = new NbdLimits.Flow(REQUEST, 64, 2 * REQUEST, 3 * REQUEST, 100);
        List<RawClient> clients = new ArrayList<>();
        try (NbdServer _ = serve(flow)) {
            for (int i = 0; i < 4; i++) {
                RawClient client = RawClient.simple(endpoint(), "slow");
                clients.add(client);
                for (int request = 0; request < 8; request++) {
                    client.request(0, 0, request, 0, REQUEST);
                }
            }
            assertExecuted(3);
            gate.countDown();
            for (RawClient client : clients) {
                for (int request = 0; request < 8; request++) {
                    assertThat(client.in.readNBytes(16 + REQUEST)).hasSize(16 + REQUEST);
                }
                client.close();
            }
        }
    }

    /// A slow export holds up nobody's requests to another one, as long as there is memory.
    @Test
    void aSlowExportDoesNotStopAnother() throws Exception {
        NbdLimits.Flow flow = new NbdLimits.Flow(REQUEST, 64, 4 * REQUEST, SIZE, 2);
        try (NbdServer server = serve(flow)) {
            server.export("quick", new HookedDevice(SIZE));
            try (RawClient slow = RawClient.simple(endpoint(), "slow");
                    RawClient quick = RawClient.simple(endpoint(), "quick")) {
                for (int i = 0; i < 20; i++) {
                    slow.request(0, FLUSH, i, 0, 0);
                }
                quick.request(0, 0, 1, 0, REQUEST);
                quick.expectSimple(0, 1);
                assertExecuted(2); // the workers of the slow one
                gate.countDown();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 65536, 65536, 1, requestBytes 0",
        "65537, 1, 65537, 65537, 1, power of two",
        "32768, 1, 65536, 65536, 1, requestBytes 32768",
        "134217728, 1, 134217728, 134217728, 1, requestBytes",
        "65536, 0, 65536, 65536, 1, requestsPerConnection",
        "65536, 1, 32768, 65536, 1, must not shrink",
        "65536, 1, 131072, 65536, 1, must not shrink",
        "65536, 1, 65536, 65536, 0, workersPerExport",
    })
    void limitsThatCannotBeAreRefused(
            int request, int requests, long connection, long server, int workers, String why) {
        assertThatThrownBy(() -> new NbdLimits.Flow(request, requests, connection, server, workers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void timesAndPeersMustBePositive() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new NbdLimits.Times(Duration.ZERO, second, second, second))
                .hasMessageContaining("handshake");
        assertThatThrownBy(() -> new NbdLimits.Times(second, second, second.negated(), second))
                .hasMessageContaining("idle");
        assertThatThrownBy(() -> new NbdLimits.Peers(0, 1, 1)).hasMessageContaining("connections");
        assertThatThrownBy(() -> new NbdLimits.Peers(1, 1, 0)).hasMessageContaining("optionBytes");
    }
}
