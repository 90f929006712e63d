package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes through TLS, both ways at once.
@Timeout(60)
class TlsLinkTest {
    private static final int BYTES = 20 << 20;

    @TempDir Path folder;
    private SocketChannel near;
    private SocketChannel far;
    private SSLEngine clientEngine;
    private SSLEngine serverEngine;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void connect() throws Exception {
        TlsFolders folders = new TlsFolders(folder);
        serverEngine =
                NbdCredentials.ofServer(folders.of("server", "localhost"))
                        .serverEngine(NbdServerTls.Clients.ANY);
        clientEngine = NbdCredentials.ofClient(folders.ofNobody()).clientEngine(Optional.empty());
        try (ServerSocketChannel listening =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(folder.resolve("pair")));
            near = SocketChannel.open(listening.getLocalAddress());
            far = listening.accept();
        }
    }

    @AfterEach
    void close() throws Exception {
        near.close();
        far.close();
        threads.shutdown();
    }

    private record Pair(Link client, Link server) {}

    private Pair pair() throws Exception {
        Future<TlsLink> server =
                threads.submit(() -> TlsLink.shakeHands(new ChannelLink(far), serverEngine));
        TlsLink client = TlsLink.shakeHands(new ChannelLink(near), clientEngine);
        return new Pair(client, server.get());
    }

    private void only(String protocol) {
        clientEngine.setEnabledProtocols(new String[] {protocol});
    }

    private static byte[] random(long seed) {
        byte[] bytes = new byte[BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /// Pieces of every size, some of them gathered.
    private static Void send(Link link, byte[] bytes, long seed) throws IOException {
        Random random = new Random(seed);
        for (int at = 0; at < bytes.length; ) {
            int most = random.nextInt(8) == 0 ? 3 << 20 : 3000;
            int first = Math.min(1 + random.nextInt(most), bytes.length - at);
            int second = Math.min(random.nextInt(100), bytes.length - at - first);
            ByteBuffer direct = ByteBuffer.allocateDirect(first).put(bytes, at, first).flip();
            link.write(
                    new ByteBuffer[] {direct, ByteBuffer.wrap(bytes, at + first, second), null}, 2);
            at += first + second;
        }
        return null;
    }

    private static byte[] receive(Link link, long seed) throws IOException {
        Random random = new Random(seed);
        LinkInput input = new LinkInput(link);
        ByteBuffer all = ByteBuffer.allocate(BYTES);
        while (all.hasRemaining()) {
            if (random.nextBoolean()) {
                int count = Math.min(1 + random.nextInt(64), all.remaining());
                input.need(count);
                for (int i = 0; i < count; i++) {
                    all.put(input.received().get());
                }
            } else {
                int count = Math.min(1 + random.nextInt(1 << 20), all.remaining());
                input.fill(all.slice(all.position(), count));
                all.position(all.position() + count);
            }
        }
        return all.array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void carriesWhatIsSentBothWaysAtOnce(String protocol) throws Exception {
        long seed = System.nanoTime();
        System.err.println("TlsLinkTest: seed " + seed);
        only(protocol);
        Pair pair = pair();
        assertThat(clientEngine.getSession().getProtocol()).isEqualTo(protocol);
        byte[] up = random(seed);
        byte[] down = random(seed + 1);
        Future<Void> sendingUp = threads.submit(() -> send(pair.client(), up, seed));
        Future<Void> sendingDown = threads.submit(() -> send(pair.server(), down, seed + 1));
        Future<byte[]> above = threads.submit(() -> receive(pair.client(), seed));
        assertThat(Arrays.equals(receive(pair.server(), seed), up)).isTrue();
        assertThat(Arrays.equals(above.get(), down)).isTrue();
        sendingUp.get();
        sendingDown.get();
    }

    /// Full records, of which the reader wants a byte at a time.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void decryptsMoreThanIsAskedFor(String protocol) throws Exception {
        only(protocol);
        Pair pair = pair();
        byte[] sent = Arrays.copyOf(random(5), 100_000);
        Future<?> sending =
                threads.submit(() -> {
                    pair.client().write(new ByteBuffer[] {ByteBuffer.wrap(sent)}, 1);
                    return null;
                });
        ByteBuffer taken = ByteBuffer.allocate(sent.length);
        while (taken.hasRemaining()) {
            ByteBuffer one = taken.slice(taken.position(), 1);
            assertThat(pair.server().read(new ByteBuffer[] {one})).isEqualTo(1);
            taken.position(taken.position() + 1);
        }
        assertThat(Arrays.equals(taken.array(), sent)).isTrue();
        sending.get();
    }

    /// A record that has come in part only, for a reader who wants a byte.
    @Test
    void waitsForTheRestOfARecord() throws Exception {
        Pair pair = pair();
        ByteBuffer record = ByteBuffer.allocate(clientEngine.getSession().getPacketBufferSize());
        clientEngine.wrap(ByteBuffer.wrap(Arrays.copyOf(random(5), 10_000)), record);
        record.flip();
        near.write(record.slice(0, 5000));
        ByteBuffer one = ByteBuffer.allocate(1);
        Future<Long> reading = threads.submit(() -> pair.server().read(new ByteBuffer[] {one}));
        Thread.sleep(100);
        assertThat(reading.isDone()).isFalse();
        near.write(record.position(5000));
        assertThat(reading.get()).isEqualTo(1);
        assertThat(one.get(0)).isEqualTo(random(5)[0]);
    }

    @Test
    void refusesWhatIsOlderThanTls12() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        threads.submit(() -> {
            try {
                TlsLink.shakeHands(new ChannelLink(far), serverEngine);
                failure.complete(new AssertionError("TLS is on"));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        // A ClientHello of TLS 1.1, as openssl s_client -tls1_1 begins: record and version only
        near.write(ByteBuffer.wrap(hello11()));
        assertThat(failure.get()).isInstanceOf(NbdTlsException.class);
    }

    private static byte[] hello11() {
        byte[] random = new byte[32];
        ByteBuffer hello = ByteBuffer.allocate(64);
        hello.put(new byte[] {0x16, 3, 1, 0, 45, 1, 0, 0, 41, 3, 2}).put(random);
        hello.put(new byte[] {0, 0, 2, 0, 0x2f, 1, 0});
        return Arrays.copyOf(hello.array(), hello.position());
    }

    /// TLS 1.3: the peer asks for new keys in the middle of it.
    @Test
    void goesOnWithNewKeys() throws Exception {
        only("TLSv1.3");
        Pair pair = pair();
        Future<byte[]> received = threads.submit(() -> receive(pair.server(), 1));
        byte[] half = random(7);
        for (int at = 0; at < BYTES; at += 1 << 20) {
            clientEngine.beginHandshake(); // with TLS 1.3: a KeyUpdate that asks for one
            pair.client().write(new ByteBuffer[] {ByteBuffer.wrap(half, at, 1 << 20)}, 1);
        }
        assertThat(Arrays.equals(received.get(), half)).isTrue();
        Future<Void> back = threads.submit(() -> send(pair.server(), half, 3));
        assertThat(Arrays.equals(receive(pair.client(), 2), half)).isTrue();
        back.get();
    }

    @Test
    void refusesARenegotiation() throws Exception {
        only("TLSv1.2");
        Pair pair = pair();
        clientEngine.beginHandshake();
        ByteBuffer record = ByteBuffer.allocate(clientEngine.getSession().getPacketBufferSize());
        clientEngine.wrap(ByteBuffer.allocate(0), record);
        near.write(record.flip());
        assertThatThrownBy(() -> pair.server().read(new ByteBuffer[] {ByteBuffer.allocate(100)}))
                .isInstanceOf(NbdTlsException.class);
    }

    @Test
    void endsWithTheConnectionBelow() throws Exception {
        Pair pair = pair();
        pair.client().close();
        pair.client().close();
        assertThat(pair.server().read(new ByteBuffer[] {ByteBuffer.allocate(100)})).isEqualTo(-1);
        assertThat(near.isOpen()).isFalse();
        assertThatThrownBy(() -> pair.client().write(new ByteBuffer[] {ByteBuffer.allocate(1)}, 1))
                .isInstanceOf(IOException.class);
    }

    @Test
    void endsWhereThePeerIsCutOff() throws Exception {
        Pair pair = pair();
        far.close();
        assertThat(pair.client().read(new ByteBuffer[] {ByteBuffer.allocate(100)})).isEqualTo(-1);
    }

    /// A peer that reads nothing cannot keep anybody from closing.
    @Test
    void doesNotWaitForAPeerThatReadsNothing() throws Exception {
        Pair pair = pair();
        Future<?> stuck =
                threads.submit(() ->
                        assertThatThrownBy(() -> send(pair.client(), random(1), 1))
                                .isInstanceOf(IOException.class));
        Thread.sleep(300);
        assertThat(stuck.isDone()).isFalse();
        long started = System.nanoTime();
        pair.client().close();
        stuck.get();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    }
}
