package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The client's handshake with servers of every kind.
@Timeout(60)
class ClientHandshakeTest {
    private static final NbdClientOptions OPTIONS = NbdClientOptions.standard();
    private static final NbdClientOptions IMPATIENT =
            OPTIONS.withConnectTime(Duration.ofMillis(300));

    @TempDir Path folder;

    private void failsWith(
            Class<? extends IOException> type, String words, ScriptedServer.Script script)
            throws IOException {
        try (ScriptedServer server = new ScriptedServer(folder, script)) {
            assertThatThrownBy(() -> NbdBlockDevice.connect(server.uri(), OPTIONS).close())
                    .isInstanceOf(type)
                    .hasMessageContaining(server.uri().toString())
                    .hasMessageContaining(words);
        }
    }

    @Test
    void refusesWhatIsNoNbdServer() throws Exception {
        failsWith(
                NbdProtocolException.class,
                "no NBD server",
                peer -> {
                    peer.out().writeBytes("SSH-2.0-OpenSSH_9.2p1\r\n");
                    peer.out().flush();
                    peer.drain();
                });
    }

    @Test
    void refusesTheOldstyleNegotiation() throws Exception {
        failsWith(
                NbdProtocolException.class,
                "oldstyle",
                peer -> {
                    peer.out().writeBytes("NBDMAGIC");
                    peer.out().writeLong(0x00420281861253L);
                    peer.out().write(new byte[136]);
                    peer.out().flush();
                    peer.drain();
                });
    }

    @Test
    void givesUpAServerThatSaysNothing() throws Exception {
        try (ScriptedServer server = new ScriptedServer(folder, ScriptedServer.Peer::drain)) {
            assertThatThrownBy(() -> NbdBlockDevice.connect(server.uri(), IMPATIENT).close())
                    .isInstanceOf(NbdDisconnectedException.class)
                    .hasMessageContaining(server.uri().toString())
                    .hasMessageContaining("longer than 300 ms")
                    .hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void saysWhenTheServerClosesTheConnection() throws Exception {
        failsWith(NbdDisconnectedException.class, "closed the connection", _ -> {});
    }

    @Test
    void saysWhenNobodyListens() {
        NbdUri nowhere = new NbdUri(new NbdEndpoint.UnixSocket(folder.resolve("nobody")), "disk");
        assertThatThrownBy(() -> NbdBlockDevice.connect(nowhere, OPTIONS).close())
                .isInstanceOf(java.net.ConnectException.class)
                .hasMessageContaining("nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "6, UNKNOWN_EXPORT",
        "5, TLS_REQUIRED",
        "2, POLICY",
        "7, SHUTTING_DOWN",
        "3, OTHER",
        "77, OTHER"
    })
    void passesOnWhyItIsRefused(int number, NbdRefusedException.Reason reason) throws Exception {
        ScriptedServer.Script script =
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.error(8, 1, "");
                    peer.option(7);
                    peer.error(7, number, "go away");
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, script)) {
            assertThatThrownBy(() -> NbdBlockDevice.connect(server.uri(), OPTIONS).close())
                    .hasMessageContaining("go away")
                    .isInstanceOfSatisfying(
                            NbdRefusedException.class,
                            e -> assertThat(e.reason()).isEqualTo(reason));
        }
    }

    /// proto.md, "Termination of the session during option haggling".
    @Test
    void saysGoodbyeToAServerThatRefuses() throws Exception {
        List<String> last = new CopyOnWriteArrayList<>();
        ScriptedServer.Script script =
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.error(8, 1, "");
                    peer.option(7);
                    peer.error(7, 7, "");
                    last.add("data of the abort: " + peer.option(2).length);
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, script)) {
            assertThatThrownBy(() -> NbdBlockDevice.connect(server.uri(), OPTIONS).close())
                    .isInstanceOf(NbdRefusedException.class);
            while (last.isEmpty()) {
                Thread.sleep(5);
            }
        }
        assertThat(last).containsExactly("data of the abort: 0");
    }

    @Test
    void refusesAnotherSizeBeforeItSendsAnythingElse() throws Exception {
        List<Integer> afterwards = new CopyOnWriteArrayList<>();
        ScriptedServer.Script script =
                peer -> {
                    peer.enter(1000, ScriptedServer.ALL);
                    while (true) {
                        afterwards.add(peer.request().code());
                    }
                };
        try (ScriptedServer server = new ScriptedServer(folder, script)) {
            assertThatThrownBy(() ->
                            NbdBlockDevice.connect(
                                            server.uri(),
                                            OPTIONS.withExpectedSize(1001).withConnections(4))
                                    .close())
                    .isInstanceOfSatisfying(
                            NbdSizeMismatchException.class,
                            e -> {
                                assertThat(e.expectedBytes()).isEqualTo(1001);
                                assertThat(e.actualBytes()).isEqualTo(1000);
                                assertThat(e).hasMessageContainingAll("1000", "1001", "disk");
                            });
        }
        assertThat(afterwards).isSubsetOf(Command.DISC.code());
    }

    @Test
    void usesTheOldWayWithServersThatKnowNoOther() throws Exception {
        ScriptedServer.Script script =
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.error(8, 1, "");
                    peer.option(7);
                    peer.error(7, 1, "");
                    assertThat(peer.option(1)).isEqualTo("disk".getBytes(StandardCharsets.UTF_8));
                    peer.out().writeLong(4096);
                    peer.out().writeShort(ScriptedServer.READ_ONLY | 1);
                    peer.out().flush();
                    Request read = peer.request();
                    peer.out().writeInt(0x67446698);
                    peer.out().writeInt(0);
                    peer.out().writeLong(read.cookie());
                    peer.out().write(new byte[] {1, 2, 3});
                    peer.out().flush();
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, script);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            assertThat(device.size()).isEqualTo(4096);
            assertThat(device.readOnly()).isTrue();
            assertThat(device.terms().headers()).isEqualTo(NbdHeaders.SIMPLE);
            ByteBuffer three = ByteBuffer.allocate(3);
            device.read(0, three);
            assertThat(three.array()).containsExactly(1, 2, 3);
            assertThat(device.blockStatus(0, 4096)).hasSize(1);
        }
    }

    @Test
    void talksToServersOfTheUnfixedNewstyle() throws Exception {
        ScriptedServer.Script script =
                peer -> {
                    peer.greet(0);
                    assertThat(peer.option(1)).isEqualTo("disk".getBytes(StandardCharsets.UTF_8));
                    peer.out().writeLong(4096);
                    peer.out().writeShort(1);
                    peer.out().write(new byte[124]);
                    peer.out().flush();
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, script);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            assertThat(device.size()).isEqualTo(4096);
        }
    }

    @Test
    void refusesAnswersThatAreNone() throws Exception {
        failsWith(
                NbdProtocolException.class,
                "answer to STRUCTURED_REPLY",
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.reply(9, 1, new byte[0]);
                    peer.drain();
                });
        failsWith(
                NbdProtocolException.class,
                "is no answer to STRUCTURED_REPLY",
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.reply(8, 99, new byte[0]);
                    peer.drain();
                });
        failsWith(
                NbdProtocolException.class,
                "1048576 bytes",
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.reply(8, 1, new byte[1 << 20]);
                    peer.drain();
                });
        failsWith(
                NbdProtocolException.class,
                "did not tell the export's size",
                peer -> {
                    enterWith(peer, new byte[][] {});
                    peer.drain();
                });
        failsWith(
                NbdProtocolException.class,
                "no size",
                peer -> {
                    enterWith(peer, new byte[][] {ScriptedServer.Peer.export(-1, 1)});
                    peer.drain();
                });
        failsWith(
                NbdProtocolException.class,
                "minimum block size 3",
                peer -> {
                    enterWith(peer, new byte[][] {blockSizes(3, 4096, 4096)});
                    peer.drain();
                });
        failsWith(
                NbdProtocolException.class,
                "cannot be reached with blocks of 512",
                peer -> {
                    enterWith(
                            peer,
                            new byte[][] {
                                blockSizes(512, 4096, 4096), ScriptedServer.Peer.export(1000, 1)
                            });
                    peer.drain();
                });
    }

    private static void enterWith(ScriptedServer.Peer peer, byte[][] information)
            throws IOException {
        peer.greet(3);
        peer.option(8);
        peer.error(8, 1, "");
        peer.option(7);
        for (byte[] each : information) {
            peer.reply(7, 3, each);
        }
        peer.reply(7, 1, new byte[0]);
    }

    private static byte[] blockSizes(int minimum, int preferred, int maximum) {
        return ByteBuffer.allocate(14)
                .putShort((short) 3)
                .putInt(minimum)
                .putInt(preferred)
                .putInt(maximum)
                .array();
    }

    @Test
    void makesSeveralConnectionsOnlyWhereTheServerSaysItIsSafe() throws Exception {
        for (int flags : new int[] {ScriptedServer.ALL, ScriptedServer.WITHOUT_MULTI_CONN}) {
            AtomicInteger clients = new AtomicInteger();
            ScriptedServer.Script script =
                    peer -> {
                        clients.incrementAndGet();
                        peer.enter(4096, flags);
                        peer.drain();
                    };
            try (ScriptedServer server = new ScriptedServer(folder, script);
                    NbdBlockDevice device =
                            NbdBlockDevice.connect(server.uri(), OPTIONS.withConnections(3))) {
                int expected = flags == ScriptedServer.ALL ? 3 : 1;
                assertThat(device.connections()).isEqualTo(expected);
                assertThat(clients).hasValue(expected);
            }
        }
    }

    @Test
    void saysWhichOfItsConnectionsTheServerDidNotTake() throws Exception {
        AtomicInteger clients = new AtomicInteger();
        NbdClientOptions options = OPTIONS.withConnectTime(Duration.ofSeconds(2));
        failsWithConnections(
                "connection 2 of 3",
                options,
                peer -> {
                    if (clients.incrementAndGet() > 1) {
                        peer.drain(); // as a server does that has no room: it lets the client wait
                    }
                    peer.enter(4096, ScriptedServer.ALL);
                    peer.drain();
                });
    }

    @Test
    void refusesConnectionsThatAreNotAlike() throws Exception {
        AtomicInteger clients = new AtomicInteger();
        failsWithConnections(
                "connection 2 got",
                OPTIONS,
                peer -> {
                    peer.enter(4096L * clients.incrementAndGet(), ScriptedServer.ALL);
                    peer.drain();
                });
    }

    private void failsWithConnections(
            String words, NbdClientOptions options, ScriptedServer.Script script)
            throws IOException {
        try (ScriptedServer server = new ScriptedServer(folder, script)) {
            assertThatThrownBy(() ->
                            NbdBlockDevice.connect(server.uri(), options.withConnections(3))
                                    .close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(words);
        }
    }
}
