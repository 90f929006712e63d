package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the server grants, and what becomes of those who want more.
@Timeout(60)
class ServerLimitsTest {
    private static final NbdLimits STANDARD = NbdLimits.standard();
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir Path folder;

    private NbdEndpoint endpoint() {
        return new NbdEndpoint.UnixSocket(folder.resolve("s"));
    }

    private NbdServer serve(NbdLimits limits) throws IOException {
        NbdServer server = NbdServer.listen(endpoint(), limits);
        server.export("disk", new MemoryBlockDevice(1 << 20));
        return server;
    }

    private static NbdLimits.Times times(Duration handshake, Duration stall, Duration idle) {
        return new NbdLimits.Times(handshake, stall, idle, SHORT);
    }

    @Test
    void closesOneConnectionTooManyAtOnce() throws Exception {
        NbdLimits limits = STANDARD.withPeers(new NbdLimits.Peers(2, 2, 1024));
        try (NbdServer server = serve(limits)) {
            RawClient first = RawClient.simple(endpoint(), "disk");
            try (RawClient second = RawClient.simple(endpoint(), "disk");
                    RawClient third = RawClient.connect(endpoint())) {
                third.expectEnd();
                assertThat(second.channel.isConnected()).isTrue();
            }
            first.close();
            awaitSeat(server);
        }
    }

    /// A seat is free some time after its client left.
    private void awaitSeat(NbdServer server) throws Exception {
        for (int i = 0; ; i++) {
            try (RawClient again = RawClient.simple(endpoint(), "disk")) {
                assertThat(again.channel.isConnected()).isTrue();
                return;
            } catch (EOFException | AssertionError e) {
                if (i > 100) {
                    throw new AssertionError("no seat at " + server.uri(""), e);
                }
                Thread.sleep(20);
            }
        }
    }

    @Test
    void tellsWhenAnExportHasItsConnections() throws Exception {
        NbdLimits limits = STANDARD.withPeers(new NbdLimits.Peers(5, 1, 1024));
        try (NbdServer server = serve(limits)) {
            server.export("other", new MemoryBlockDevice(1));
            try (RawClient first = RawClient.simple(endpoint(), "disk");
                    RawClient second = RawClient.greeted(endpoint(), 3)) {
                second.option(7, RawClient.exportName("disk"));
                second.expectError(7, 2);
                second.go("other");
                assertThat(first.channel.isConnected()).isTrue();
            }
        }
    }

    @Test
    void givesUpWhoDoesNotCompleteTheHandshake() throws Exception {
        try (NbdServer _ = serve(STANDARD.withTimes(times(SHORT, LONG, LONG)));
                RawClient silent = RawClient.connect(endpoint());
                RawClient talker = RawClient.greeted(endpoint(), 3)) {
            silent.text(18);
            silent.expectEnd();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    talker.option(99, new byte[0]);
                                    talker.expectError(99, 1);
                                    Thread.sleep(20);
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void givesUpWhoStopsWithinARequest() throws Exception {
        try (NbdServer _ = serve(STANDARD.withTimes(times(LONG, SHORT, LONG)));
                RawClient header = RawClient.simple(endpoint(), "disk");
                RawClient payload = RawClient.simple(endpoint(), "disk")) {
            header.out.writeInt(0x25609513);
            header.out.flush();
            payload.request(0, 1, 1, 0, 1000);
            payload.out.write(new byte[999]);
            payload.out.flush();
            header.expectEnd();
            payload.expectEnd();
        }
    }

    @Test
    void givesUpWhoIsIdleForTooLong() throws Exception {
        try (NbdServer _ = serve(STANDARD.withTimes(times(LONG, LONG, SHORT)));
                RawClient client = RawClient.simple(endpoint(), "disk")) {
            long started = System.nanoTime();
            client.expectEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(SHORT);
        }
    }

    @Test
    void doesNotCallAClientIdleWhoseRequestIsBeingExecuted() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        HookedDevice slow = new HookedDevice(1 << 20);
        slow.hook((_, _, _) -> uninterrupted(gate));
        try (NbdServer server = serve(STANDARD.withTimes(times(LONG, LONG, SHORT)))) {
            server.export("slow", slow);
            try (RawClient client = RawClient.simple(endpoint(), "slow")) {
                client.request(0, 3, 7, 0, 0);
                Thread.sleep(SHORT.multipliedBy(4));
                gate.countDown();
                client.expectSimple(0, 7);
            }
        }
    }

    private static void uninterrupted(CountDownLatch gate) throws IOException {
        try {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void givesUpWhoDoesNotTakeReplies() throws Exception {
        HookedDevice device = new HookedDevice(1 << 20);
        device.write(0, java.nio.ByteBuffer.allocate(1 << 20));
        NbdLimits.Times times = new NbdLimits.Times(LONG, SHORT, LONG, LONG);
        try (NbdServer server = serve(STANDARD.withTimes(times))) {
            server.export("data", device);
            try (RawClient client = RawClient.structured(endpoint(), "data")) {
                for (int i = 0; i < 64; i++) {
                    client.request(0, 0, i, 0, 1 << 20);
                }
                server.withdraw("data"); // waits for replies: returns because they were dropped
                assertThat(bytesLeft(client)).isLessThan(64L << 20);
            }
        }
    }

    private static long bytesLeft(RawClient client) {
        long bytes = 0;
        try {
            while (client.in.read() >= 0) {
                bytes += 1 + client.in.skip(1 << 20);
            }
        } catch (IOException _) {
            // Reset: also an end.
        }
        return bytes;
    }

    @Test
    void readsNoMoreRequestsThanTheWindowAllows() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger executing = new AtomicInteger();
        HookedDevice device = new HookedDevice(1 << 20);
        device.hook((_, _, _) -> {
            executing.incrementAndGet();
            uninterrupted(gate);
        });
        NbdLimits limits =
                STANDARD.withFlow(new NbdLimits.Flow(64 << 10, 100, 128 << 10, 128 << 10, 100));
        try (NbdServer server = serve(limits)) {
            server.export("slow", device);
            try (RawClient client = RawClient.simple(endpoint(), "slow")) {
                Thread writer =
                        Thread.startVirtualThread(() -> {
                            try {
                                for (int i = 0; i < 50; i++) {
                                    client.write(0, i, 0, new byte[64 << 10]);
                                }
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
                Thread.sleep(300);
                assertThat(executing.get()).isEqualTo(2); // 2 x 64 KiB are the window
                gate.countDown();
                for (int i = 0; i < 50; i++) {
                    assertThat(client.in.readNBytes(16)).hasSize(16);
                }
                writer.join();
            }
        }
    }

    @Test
    void waitsForRequestsInFlightWhenAnExportIsWithdrawn() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        HookedDevice device = new HookedDevice(1 << 20);
        device.hook((_, _, _) -> {
            entered.countDown();
            uninterrupted(gate);
        });
        try (NbdServer server = serve(STANDARD)) {
            server.export("slow", device);
            try (RawClient client = RawClient.simple(endpoint(), "slow")) {
                client.write(0, 1, 0, new byte[] {1, 2, 3});
                entered.await();
                Thread withdrawal = Thread.ofVirtual().start(() -> withdraw(server, "slow"));
                assertThat(withdrawal.join(SHORT)).isFalse();
                client.request(0, 0, 2, 0, 1);
                client.expectSimple(108, 2);
                try (RawClient late = RawClient.greeted(endpoint(), 3)) {
                    late.option(7, RawClient.exportName("slow"));
                    late.expectError(7, 6);
                }
                gate.countDown();
                client.expectSimple(0, 1);
                withdrawal.join();
                client.expectEnd();
            }
        }
        assertThat(device.bytes(0, 4)).containsExactly(1, 2, 3, 0);
    }

    private static void withdraw(NbdServer server, String export) {
        try {
            server.withdraw(export);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void saysThatADeviceIsStillInUseWhenItDoesNotEndInTime() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        HookedDevice device = new HookedDevice(1 << 20);
        device.hook((_, _, _) -> uninterrupted(gate));
        try (NbdServer server = serve(STANDARD.withTimes(times(LONG, LONG, LONG)))) {
            server.export("stuck", device);
            try (RawClient client = RawClient.simple(endpoint(), "stuck")) {
                client.write(0, 1, 0, new byte[1]);
                while (device.calls().isEmpty()) {
                    Thread.sleep(5);
                }
                assertThatThrownBy(() -> server.withdraw("stuck"))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("'stuck': 1 requests are still running");
            } finally {
                gate.countDown();
            }
        }
    }

    @Test
    void closesEverythingAndDeletesItsSocket() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        NbdServer server = serve(STANDARD);
        clients.add(RawClient.connect(endpoint()));
        clients.add(RawClient.greeted(endpoint(), 3));
        clients.add(RawClient.simple(endpoint(), "disk"));
        clients.getFirst().text(18);
        server.close();
        for (RawClient client : clients) {
            client.expectEnd();
            client.close();
        }
        server.close();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void letsOnlyTheOwnerUseItsSocket() throws Exception {
        try (NbdServer _ = serve(STANDARD)) {
            Path socket = folder.resolve("s");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(socket);
            }
        }
    }

    @Test
    void bindsTheLongestPathASocketMayHave() throws Exception {
        int missing =
                NbdEndpoint.UnixSocket.MAX_PATH_BYTES - folder.resolve("s").toString().length();
        Path deep = Files.createDirectory(folder.resolve("x".repeat(missing - 1)));
        NbdEndpoint longest = new NbdEndpoint.UnixSocket(deep.resolve("s"));
        try (NbdServer server = NbdServer.listen(longest, STANDARD)) {
            server.export("disk", new MemoryBlockDevice(1 << 20));
            RawClient client = RawClient.simple(longest, "disk");
            client.close();
        }
    }

    @Test
    void replacesTheSocketOfADeadServerButNotThatOfALivingOne() throws Exception {
        Path socket = folder.resolve("s");
        try (var dead =
                java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            dead.bind(java.net.UnixDomainSocketAddress.of(socket));
        }
        assertThat(Files.exists(socket)).isTrue();
        try (NbdServer _ = serve(STANDARD)) {
            assertThatThrownBy(() -> serve(STANDARD))
                    .isInstanceOf(java.net.BindException.class)
                    .hasMessageContaining("another server");
            RawClient.simple(endpoint(), "disk").close();
        }
        Files.writeString(socket, "precious");
        assertThatThrownBy(() -> serve(STANDARD)).hasMessageContaining("is no socket");
        assertThat(socket).hasContent("precious");
    }

    @Test
    void bindsLoopbackUnlessToldOtherwise() throws Exception {
        NbdEndpoint everywhere =
                new NbdEndpoint.Tcp(
                        new InetSocketAddress(
                                InetAddress.getByAddress(new byte[] {0, 0, 0, 0}), 0));
        assertThatThrownBy(() -> NbdServer.listen(everywhere, STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a loopback address");
        NbdPolicy open = NbdPolicy.standard().withReach(NbdPolicy.Reach.ANY_ADDRESS);
        try (NbdServer server = NbdServer.listen(everywhere, STANDARD, open)) {
            assertThat(server.uri("x").toString()).matches("nbd://0.0.0.0:[1-9][0-9]*/x");
        }
    }

    @Test
    void refusesASecondExportOfTheSameName() throws Exception {
        try (NbdServer server = serve(STANDARD)) {
            assertThatThrownBy(() -> server.export("disk", new MemoryBlockDevice(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'disk'");
            server.withdraw("disk");
            server.withdraw("disk");
            server.export("disk", new MemoryBlockDevice(1));
            server.withdraw("never there");
        }
    }
}
