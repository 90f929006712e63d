package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Command flags as our client sends them, and as our server takes them.
class NbdRequestsTest extends AgainstScript {
    private static final int DF_AND_CACHE = 1 << 7 | 1 << 10;

    private interface Uses {
        void with(NbdRequests requests) throws Exception;
    }

    /// What the client sent, as `flags command offset+length`, to a server that can do all of this.
    private List<String> sent(int flags, Uses use) throws Exception {
        List<String> sent = new CopyOnWriteArrayList<>();
        against(
                peer -> {
                    while (true) {
                        Request request = peer.request();
                        if (request.code() == Command.DISC.code()) {
                            return;
                        }
                        sent.add(request.flags() + " " + request);
                        switch (request.code()) {
                            case 0 -> {
                                byte[] data = new byte[(int) request.length()];
                                byte[] offset = number(request.offset(), 8);
                                peer.chunk(DONE, DATA, request.cookie(), offset, data);
                            }
                            case 7 ->
                                    peer.chunk(
                                            DONE,
                                            5,
                                            request.cookie(),
                                            number(5, 4),
                                            number(512, 4),
                                            number(3, 4));
                            default -> {
                                peer.in().skipNBytes(request.code() == 1 ? request.length() : 0);
                                peer.simple(0, request.cookie());
                            }
                        }
                    }
                },
                OPTIONS,
                flags,
                device -> use.with(device.requests()));
        return sent;
    }

    @Test
    void carryTheirFlags() throws Exception {
        List<String> sent =
                sent(
                        ScriptedServer.ALL | DF_AND_CACHE,
                        requests -> {
                            requests.readInOnePiece(0, ByteBuffer.allocate(100));
                            requests.writeThrough(100, ByteBuffer.allocate(50));
                            assertThat(requests.zeroFast(512, 512)).isTrue();
                            requests.cache(0, 1 << 20);
                            assertThat(requests.firstStatus(0, 4096))
                                    .containsExactly(
                                            new BlockStatus(new Extent(0, 512), Allocation.HOLE));
                        });
        assertThat(sent)
                .containsExactly(
                        "4 READ 0+100",
                        "1 WRITE 100+50",
                        "16 WRITE_ZEROES 512+512",
                        "0 CACHE 0+1048576",
                        "8 BLOCK_STATUS 0+4096");
    }

    @Test
    void doWithoutWhatTheServerDoesNotOffer() throws Exception {
        int flushOnly = 1 | 1 << 2;
        List<String> sent =
                sent(
                        flushOnly,
                        requests -> {
                            requests.readInOnePiece(0, ByteBuffer.allocate(100));
                            requests.writeThrough(100, ByteBuffer.allocate(50));
                            assertThat(requests.zeroFast(512, 512)).isFalse();
                            requests.cache(0, 512);
                        });
        assertThat(sent).containsExactly("0 READ 0+100", "0 WRITE 100+50", "0 FLUSH 0+0");
    }

    @Test
    void refuseRangesThatCannotBe() throws Exception {
        sent(
                ScriptedServer.ALL,
                requests -> {
                    assertThatThrownBy(() -> requests.cache(SIZE, 1))
                            .isInstanceOf(IllegalArgumentException.class);
                    assertThatThrownBy(() -> requests.zeroFast(0, 0))
                            .isInstanceOf(IllegalArgumentException.class);
                });
    }

    @Test
    void doWhatTheySayOnOurServer(@org.junit.jupiter.api.io.TempDir Path own) throws Exception {
        HookedDevice device = new HookedDevice(SIZE);
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(own.resolve("s"));
        NbdExportOptions fast =
                NbdExportOptions.standard().withZeroing(NbdExportOptions.Zeroing.FAST);
        try (NbdServer server = NbdServer.listen(endpoint, NbdLimits.standard())) {
            server.export("slow", device);
            server.export("fast", device, fast);
            try (NbdBlockDevice slow = NbdBlockDevice.connect(server.uri("slow"), OPTIONS);
                    NbdBlockDevice quick = NbdBlockDevice.connect(server.uri("fast"), OPTIONS)) {
                slow.requests().writeThrough(64 << 10, ByteBuffer.wrap(filled(64 << 10, 7)));
                assertThat(slow.requests().zeroFast(0, 512)).isFalse();
                assertThat(quick.requests().zeroFast(0, 512)).isTrue();
                quick.requests().cache(0, SIZE);
                assertThat(slow.requests().firstStatus(0, SIZE))
                        .containsExactly(new BlockStatus(new Extent(0, 64 << 10), Allocation.HOLE));
                ByteBuffer whole = ByteBuffer.allocate(256 << 10);
                slow.requests().readInOnePiece(0, whole);
                assertThat(whole.array()[64 << 10]).isEqualTo((byte) 7);
            }
        }
        assertThat(device.calls())
                .containsExactly(
                        "write 65536+65536",
                        "flush 0+0",
                        "zero 0+512",
                        "read 65536+65536", // of the cache request: holes are not read
                        "read 0+262144");
    }
}
