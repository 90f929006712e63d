package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that go and come back (`doc/adr/0012`).
@Timeout(120)
class ReconnectTest {
    private static final int SIZE = 2 << 20;
    private static final int STRIPE = 512 << 10;
    private static final NbdClientOptions OPTIONS =
            NbdClientOptions.standard().withReconnect(NbdReconnect.within(Duration.ofSeconds(30)));
    private static final NbdClientOptions IMPATIENT =
            OPTIONS.withReconnect(NbdReconnect.within(Duration.ofMillis(300)));

    @TempDir Path folder;

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] read(NbdBlockDevice device, long offset, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        device.read(offset, target);
        assertThat(target.hasRemaining()).isFalse();
        return target.array();
    }

    @Test
    void writesAgainWhatTheServerHadAcceptedAndLost() throws Exception {
        try (CrashingServer server = new CrashingServer(folder, SIZE);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            device.write(0, ByteBuffer.wrap(filled(1000, 1)));
            device.flush();
            device.write(1000, ByteBuffer.wrap(filled(1000, 2)));
            device.zero(500, 200, ZeroMode.KEEP_ALLOCATED);
            device.write(1500, ByteBuffer.wrap(filled(1000, 3)));
            server.crash();
            server.start();
            device.flush();
            byte[] expected = new byte[3000];
            Arrays.fill(expected, 0, 1000, (byte) 1);
            Arrays.fill(expected, 500, 700, (byte) 0);
            Arrays.fill(expected, 1000, 1500, (byte) 2);
            Arrays.fill(expected, 1500, 2500, (byte) 3);
            assertThat(Arrays.copyOf(server.stable(), 3000)).isEqualTo(expected);
        }
    }

    @Test
    void readsOnAndOfTheSameContent() throws Exception {
        try (CrashingServer server = new CrashingServer(folder, SIZE);
                NbdBlockDevice device =
                        NbdBlockDevice.connect(server.uri(), OPTIONS.withConnections(4))) {
            ByteBuffer source = ByteBuffer.allocateDirect(100_000).put(filled(100_000, 7)).flip();
            device.write(5, source);
            assertThat(source.hasRemaining()).isFalse();
            for (int i = 0; i < 3; i++) {
                server.crash();
                server.start();
                assertThat(read(device, 5, 100_000)).containsOnly(7);
                assertThat(device.blockStatus(0, SIZE)).isNotEmpty();
                assertThat(device.connections()).isEqualTo(4);
            }
        }
    }

    @Test
    void waitsForAServerThatTakesItsTime() throws Exception {
        try (CrashingServer server = new CrashingServer(folder, SIZE);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            server.crash();
            Thread restart =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    Thread.sleep(700);
                                    server.start();
                                } catch (IOException | InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            device.write(0, ByteBuffer.wrap(filled(10, 9)));
            assertThat(read(device, 0, 10)).containsOnly(9);
            restart.join();
        }
    }

    @Test
    void givesUpWhenTheTimeIsOverAndCanStillComeBack() throws Exception {
        try (CrashingServer server = new CrashingServer(folder, SIZE);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), IMPATIENT)) {
            device.write(0, ByteBuffer.wrap(filled(10, 9)));
            server.crash();
            assertThatThrownBy(() -> read(device, 0, 10))
                    .isInstanceOf(NbdDisconnectedException.class)
                    .hasMessageContainingAll("READ 0+10", "no new connection within 300 ms");
            assertThatThrownBy(device::flush).isInstanceOf(NbdDisconnectedException.class);
            server.start();
            assertThat(read(device, 0, 10)).containsOnly(9);
            device.flush();
            assertThat(Arrays.copyOf(server.stable(), 10)).containsOnly(9);
        }
    }

    @Test
    void isInterruptedWhileItWaits() throws Exception {
        try (CrashingServer server = new CrashingServer(folder, SIZE);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            server.crash();
            Thread caller =
                    Thread.ofPlatform()
                            .start(() ->
                                    assertThatThrownBy(() -> read(device, 0, 10))
                                            .isInstanceOf(InterruptedIOException.class));
            Thread.sleep(200);
            caller.interrupt();
            caller.join();
        }
    }

    @Test
    void endsWhenItIsClosedWhileItWaits() throws Exception {
        try (CrashingServer server = new CrashingServer(folder, SIZE)) {
            NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS);
            server.crash();
            Thread caller =
                    Thread.ofPlatform()
                            .start(() ->
                                    assertThatThrownBy(() -> read(device, 0, 10))
                                            .isInstanceOf(NbdDisconnectedException.class));
            Thread.sleep(200);
            long started = System.nanoTime();
            device.close();
            caller.join();
            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(5));
            assertThatThrownBy(() -> read(device, 0, 10)).hasMessageContaining("closed");
        }
    }

    @Test
    void flushesByItselfWhenItsJournalIsFull() throws Exception {
        NbdClientOptions small =
                OPTIONS.withReconnect(
                        NbdReconnect.within(Duration.ofSeconds(30)).withJournalBytes(1 << 20));
        try (CrashingServer server = new CrashingServer(folder, 8 << 20);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), small)) {
            for (int i = 0; i < 32; i++) {
                device.write(i * (256L << 10), ByteBuffer.wrap(filled(256 << 10, i + 1)));
            }
            assertThat(server.flushes()).isBetween(6, 10);
            server.crash();
            server.start();
            device.flush();
            byte[] stable = server.stable();
            for (int i = 0; i < 32; i++) {
                assertThat(stable[i * (256 << 10)]).isEqualTo((byte) (i + 1));
            }
        }
    }

    @Test
    void refusesAServerThatComesBackAsAnother() throws Exception {
        AtomicInteger clients = new AtomicInteger();
        ScriptedServer.Script script =
                peer -> {
                    peer.enter(4096L * clients.incrementAndGet(), ScriptedServer.ALL);
                    throw new IOException("gone");
                };
        try (ScriptedServer server = new ScriptedServer(folder, script);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            assertThatThrownBy(device::flush)
                    .isInstanceOf(NbdProtocolException.class)
                    .hasMessageContaining("came back with");
        }
    }

    /// What was accepted without a flush that could ever follow may be gone, and nobody would know.
    @Test
    void saysThatWritesAreLostWhereTheServerCannotFlush() throws Exception {
        int hasFlagsOnly = 1;
        ScriptedServer.Script script =
                peer -> {
                    peer.enter(4096, hasFlagsOnly);
                    Request request = peer.request();
                    peer.in().skipNBytes(request.code() == 1 ? request.length() : 0);
                    peer.simple(0, request.cookie());
                    throw new IOException("gone");
                };
        try (ScriptedServer server = new ScriptedServer(folder, script);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            device.write(0, ByteBuffer.allocate(512));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> device.write(512, ByteBuffer.allocate(512)))
                        .isInstanceOf(NbdWritesLostException.class)
                        .hasMessageContaining("cannot flush");
            }
        }
    }

    @Test
    void saysThatWritesAreLostWhereTheServerTakesThemNotAgain() throws Exception {
        AtomicInteger clients = new AtomicInteger();
        ScriptedServer.Script script =
                peer -> {
                    boolean first = clients.incrementAndGet() == 1;
                    peer.enter(4096, ScriptedServer.ALL);
                    Request request = peer.request();
                    peer.in().skipNBytes(request.length());
                    peer.simple(first ? 0 : 28, request.cookie());
                    if (!first) {
                        peer.drain();
                    }
                };
        try (ScriptedServer server = new ScriptedServer(folder, script);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            device.write(0, ByteBuffer.allocate(512));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(device::flush)
                        .isInstanceOf(NbdWritesLostException.class)
                        .hasMessageContaining("ENOSPC");
            }
        }
    }

    /// A server that says it is going is left, and found again.
    @Test
    void followsAServerThatIsShutDown() throws Exception {
        AtomicInteger clients = new AtomicInteger();
        ScriptedServer.Script script =
                peer -> {
                    boolean first = clients.incrementAndGet() == 1;
                    peer.enter(4096, ScriptedServer.ALL);
                    peer.simple(first ? 108 : 0, peer.request().cookie());
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, script);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            device.flush();
            assertThat(clients).hasValue(2);
        }
    }

    /// Each caller has a stripe, writes it, reads it back and flushes at will, while connections
    /// are cut and power is lost. What was flushed is there at any moment, and in the end
    /// everything.
    @Test
    void losesNothingHoweverOftenThePowerGoes() throws Exception {
        long seed = System.nanoTime();
        System.err.println("ReconnectTest: seed " + seed);
        int callers = 4;
        NbdClientOptions options =
                OPTIONS.withConnections(3)
                        .withReconnect(
                                NbdReconnect.within(Duration.ofSeconds(60))
                                        .withJournalBytes(2 << 20));
        AtomicBoolean enough = new AtomicBoolean();
        try (CrashingServer server = new CrashingServer(folder, callers * STRIPE);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), options);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> models = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int number = i;
                models.add(
                        threads.submit(() -> work(device, server, number, enough, seed + number)));
            }
            Random random = new Random(seed);
            for (int crash = 0; crash < 20; crash++) {
                Thread.sleep(20 + random.nextInt(100));
                if (random.nextInt(3) == 0) {
                    server.cut();
                } else {
                    server.crash();
                    Thread.sleep(random.nextInt(50));
                    server.start();
                }
            }
            enough.set(true);
            List<byte[]> expected = new ArrayList<>();
            for (Future<byte[]> model : models) {
                expected.add(model.get());
            }
            device.flush();
            byte[] stable = server.stable();
            for (int i = 0; i < callers; i++) {
                byte[] left = Arrays.copyOfRange(stable, i * STRIPE, (i + 1) * STRIPE);
                assertThat(Arrays.mismatch(left, expected.get(i)))
                        .as("stripe %d, seed %d", i, seed)
                        .isEqualTo(-1);
            }
        }
    }

    private static byte[] work(
            NbdBlockDevice device,
            CrashingServer server,
            int number,
            AtomicBoolean enough,
            long seed)
            throws IOException {
        Random random = new Random(seed);
        byte[] model = new byte[STRIPE];
        long base = (long) number * STRIPE;
        for (int step = 0; !enough.get(); step++) {
            int offset = random.nextInt(STRIPE);
            int length = 1 + random.nextInt(Math.min(STRIPE - offset, 60_000));
            switch (random.nextInt(8)) {
                case 0 -> {
                    device.zero(base + offset, length, ZeroMode.MAY_DEALLOCATE);
                    Arrays.fill(model, offset, offset + length, (byte) 0);
                }
                case 1, 2 ->
                        assertThat(
                                        Arrays.equals(
                                                read(device, base + offset, length),
                                                Arrays.copyOfRange(model, offset, offset + length)))
                                .as("step %d, seed %d", step, seed)
                                .isTrue();
                case 3 -> {
                    device.flush();
                    byte[] stable = server.stable();
                    assertThat(
                                    Arrays.equals(
                                            Arrays.copyOfRange(
                                                    stable, (int) base, (int) base + STRIPE),
                                            model))
                            .as("flushed, step %d, seed %d", step, seed)
                            .isTrue();
                }
                default -> {
                    byte[] bytes = new byte[length];
                    random.nextBytes(bytes);
                    System.arraycopy(bytes, 0, model, offset, length);
                    device.write(base + offset, ByteBuffer.wrap(bytes));
                }
            }
        }
        return model;
    }
}
