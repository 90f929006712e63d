package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Extended headers as our client sends and takes them: bytes written out by hand from proto.md,
/// and both of our own ends together.
@Timeout(60)
class ExtendedClientTest {
    private static final long SIZE = 8L << 40;
    private static final int PAYLOAD = 1 << 12;
    private static final NbdClientOptions OPTIONS =
            NbdClientOptions.standard()
                    .with(NbdClientOptions.Ask.EXTENDED_HEADERS)
                    .with(NbdClientOptions.Ask.ALLOCATION_DEPTH);

    @TempDir Path folder;

    private interface Use {
        void with(NbdBlockDevice device) throws Exception;
    }

    /// Grants extended headers and both contexts (numbers 5 and 6), then does as the script says.
    private void against(ScriptedServer.Script script, int flags, Use use) throws Exception {
        ScriptedServer.Script whole =
                peer -> {
                    peer.greet(3);
                    assertThat(peer.option(11)).isEmpty();
                    peer.reply(11, 1, new byte[0]);
                    peer.option(10);
                    peer.reply(10, 4, bytes("00000005", "base:allocation"));
                    peer.reply(10, 4, bytes("00000006", "qemu:allocation-depth"));
                    peer.reply(10, 1, new byte[0]);
                    peer.option(7);
                    peer.reply(7, 3, ScriptedServer.Peer.export(SIZE, flags));
                    peer.reply(7, 1, new byte[0]);
                    script.serve(peer);
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, whole);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            assertThat(device.terms().headers()).isEqualTo(NbdHeaders.EXTENDED);
            use.with(device);
        }
    }

    private static byte[] bytes(String hex, String text) {
        byte[] head = HexFormat.of().parseHex(hex);
        byte[] tail = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
    }

    /// Takes a request of exactly these bytes; the cookie, which is the client's own choice, is
    /// written `cookie`. Returns it.
    private static String expect(ScriptedServer.Peer peer, String pattern) throws IOException {
        String expected = pattern.replace(" ", "");
        int length = expected.replace("cookie", "0000000000000000").length() / 2;
        String sent = HexFormat.of().formatHex(peer.in().readNBytes(length));
        String cookie = sent.substring(16, 32);
        assertThat(sent.substring(0, 16) + "cookie" + sent.substring(32)).isEqualTo(expected);
        return cookie;
    }

    private static void send(ScriptedServer.Peer peer, String cookie, String... hex)
            throws IOException {
        String text = String.join("", hex).replace(" ", "").replace("cookie", cookie);
        peer.out().write(HexFormat.of().parseHex(text));
        peer.out().flush();
    }

    @Test
    void writesReadsAndZeroesMoreThanFitsIn32Bits() throws Exception {
        against(
                peer -> {
                    String write =
                            expect(
                                    peer,
                                    "21e41c71 0020 0001 cookie 0000010000000000 0000000000000003"
                                            + "070809");
                    send(
                            peer,
                            write,
                            "6e8a278c 0001 0000 cookie 0000010000000000 0000000000000000");
                    String read =
                            expect(
                                    peer,
                                    "21e41c71 0000 0000 cookie 0000010000000000 0000000000000004");
                    send(
                            peer,
                            read,
                            "6e8a278c 0000 0001 cookie 0000010000000000 000000000000000b",
                            "0000010000000000 070809",
                            "6e8a278c 0001 0002 cookie 0000010000000000 000000000000000c",
                            "0000010000000003 00000001");
                    String zero =
                            expect(
                                    peer,
                                    "21e41c71 0002 0006 cookie 0000000000000000 0000000010000000");
                    send(peer, zero, "6e8a278c 0001 0000 cookie 0000000000000000 0000000000000000");
                    String flush =
                            expect(
                                    peer,
                                    "21e41c71 0000 0003 cookie 0000000000000000 0000000000000000");
                    send(
                            peer,
                            flush,
                            "6e8a278c 0001 8001 cookie 0000000000000000 0000000000000008",
                            "00000005 0002 6e6f"); // EIO, "no"
                },
                ScriptedServer.ALL,
                device -> {
                    device.write(1L << 40, ByteBuffer.wrap(new byte[] {7, 8, 9}));
                    ByteBuffer four = ByteBuffer.allocate(4);
                    device.read(1L << 40, four);
                    assertThat(four.array()).containsExactly(7, 8, 9, 0);
                    device.zero(0, 256 << 20, ZeroMode.KEEP_ALLOCATED);
                    assertThatThrownBy(device::flush).hasMessageContainingAll("EIO", "no");
                });
    }

    @Test
    void asksAboutAllOfADiskAtOnceAndForOneContextOfTwo() throws Exception {
        against(
                peer -> {
                    String status =
                            expect(
                                    peer,
                                    "21e41c71 0020 0007 cookie 0000000000000000 000000000000000c"
                                            + "0000080000000000 00000005");
                    send(
                            peer,
                            status,
                            "6e8a278c 0001 0006 cookie 0000000000000000 0000000000000028",
                            "00000005 00000000", // the number of descriptors may be left out
                            "0000070000000000 0000000000000003",
                            "ffffffffffffffff 0000000000000000"); // reaches beyond the end
                },
                ScriptedServer.ALL | PAYLOAD,
                device ->
                        assertThat(device.blockStatus(0, SIZE))
                                .containsExactly(
                                        status(0, 7L << 40, Allocation.HOLE),
                                        status(7L << 40, 1L << 40, Allocation.DATA)));
    }

    private static BlockStatus status(long offset, long length, Allocation allocation) {
        return new BlockStatus(new Extent(offset, length), allocation);
    }

    /// Servers may answer with either type of chunk, and without the payload flag with both
    /// contexts.
    @Test
    void takesEitherTypeOfStatusChunk() throws Exception {
        against(
                peer -> {
                    String status =
                            expect(
                                    peer,
                                    "21e41c71 0000 0007 cookie 0000000000000000 0000000000001000");
                    send(
                            peer,
                            status,
                            "6e8a278c 0000 0006 cookie 0000000000000000 0000000000000018",
                            "00000006 00000001 0000000000001000 0000000000000002",
                            "6e8a278c 0001 0005 cookie 0000000000000000 000000000000000c",
                            "00000005 00001000 00000003");
                },
                ScriptedServer.ALL,
                device ->
                        assertThat(device.blockStatus(0, 4096))
                                .containsExactly(status(0, 4096, Allocation.HOLE)));
    }

    @Test
    void givesUpAServerThatBreaksTheRules() throws Exception {
        String header = "cookie 0000000000001000 ";
        String[] wrong = {
            "67446698 00000000 cookie 0000000000000000 00000000", // a simple reply
            "668e33ef 0001 0000 cookie 00000000 000000000000", // a structured one
            "6e8a278c 0001 0000 cookie 0000000000001001 0000000000000000", // another offset
            "6e8a278c 0001 0006" + header + "0000000100000008", // a payload of 4 GiB
            "6e8a278c 0001 0006" + header + "8000000000000008",
            "6e8a278c 0001 0006" + header + "0000000000000008 00000005 00000000", // no descriptor
            "6e8a278c 0001 0006" + header + "0000000000000018 00000005 00000002" + "00".repeat(16),
            "6e8a278c 0001 0006" + header + "0000000000000018 00000005 00000001" + "00".repeat(16),
            "6e8a278c 0001 0006" + header + "0000000000000018 00000007 00000001" + "01".repeat(16),
        };
        for (String reply : wrong) {
            against(
                    peer -> {
                        byte[] request = peer.in().readNBytes(32);
                        send(peer, HexFormat.of().formatHex(request, 8, 16), reply);
                    },
                    ScriptedServer.ALL,
                    device ->
                            assertThatThrownBy(() -> device.blockStatus(4096, 4096))
                                    .as(reply)
                                    .isInstanceOf(NbdDisconnectedException.class));
        }
    }

    @Test
    void doesWithoutWhereTheServerDoesNotKnowThem() throws Exception {
        ScriptedServer.Script old =
                peer -> {
                    peer.greet(3);
                    peer.option(11);
                    peer.error(11, 1, "");
                    peer.option(8);
                    peer.reply(8, 1, new byte[0]);
                    peer.option(10);
                    peer.reply(10, 1, new byte[0]);
                    peer.option(7);
                    peer.reply(7, 3, ScriptedServer.Peer.export(4096, ScriptedServer.ALL));
                    peer.reply(7, 1, new byte[0]);
                    peer.simple(0, peer.request().cookie());
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, old);
                NbdBlockDevice device = NbdBlockDevice.connect(server.uri(), OPTIONS)) {
            assertThat(device.terms().headers()).isEqualTo(NbdHeaders.STRUCTURED);
            device.flush();
        }
    }

    @Test
    void understandsOurServer() throws Exception {
        HookedDevice disk = new HookedDevice(SIZE);
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        try (NbdServer server = NbdServer.listen(endpoint, NbdLimits.standard())) {
            server.export("disk", disk);
            try (NbdBlockDevice device = NbdBlockDevice.connect(server.uri("disk"), OPTIONS)) {
                assertThat(device.terms().headers()).isEqualTo(NbdHeaders.EXTENDED);
                device.write(5L << 40, ByteBuffer.wrap(new byte[] {1, 2, 3}));
                List<BlockStatus> found = new ArrayList<>(device.blockStatus(0, SIZE));
                assertThat(found.removeLast().extent().end()).isEqualTo(SIZE);
                assertThat(found.stream().filter(each -> !each.allocation().readsAsZero()))
                        .singleElement()
                        .satisfies(each ->
                                assertThat(each.extent().overlaps(new Extent(5L << 40, 3)))
                                        .isTrue());
            }
        }
    }
}
