package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An export that takes whole blocks of 4 KiB, byte by byte (proto.md, "Block size constraints").
@Timeout(60)
class BlockSizesTest {
    private static final int SIZE = 1 << 20;
    private static final int BLOCK = 4096;
    private static final NbdExportOptions BLOCKS =
            NbdExportOptions.standard().withMinimumBlockBytes(BLOCK);

    @TempDir Path folder;
    private NbdEndpoint endpoint;
    private NbdServer server;
    private final HookedDevice device = new HookedDevice(SIZE);

    @BeforeEach
    void listen() throws Exception {
        endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        server = NbdServer.listen(endpoint, NbdLimits.standard());
        server.export("blocks", device, BLOCKS);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private static byte[] sizes() {
        return ByteBuffer.allocate(14)
                .putShort((short) 3)
                .putInt(BLOCK)
                .putInt(65_536)
                .putInt(32 << 20)
                .array();
    }

    @Test
    void requireThatTheClientAsksForThem() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            for (int option : new int[] {6, 7}) {
                client.option(option, RawClient.exportName("blocks", 1, 2));
                assertThat(client.expectReply(option, 3)).isEqualTo(sizes());
                client.expectError(option, 8);
            }
            client.option(6, RawClient.exportName("blocks", 3));
            client.expectReply(6, 3);
            assertThat(client.expectReply(6, 3)).isEqualTo(sizes());
            client.expectReply(6, 1);
        }
        try (RawClient old = RawClient.greeted(endpoint, 3)) {
            old.option(1, "blocks".getBytes(StandardCharsets.UTF_8));
            old.expectEnd();
        }
    }

    /// In the transmission phase, having asked for block sizes.
    private RawClient entered() throws IOException {
        RawClient client = RawClient.greeted(endpoint, 3);
        client.option(8, new byte[0]);
        client.expectReply(8, 1);
        client.option(10, RawClient.contextOf("blocks", "base:allocation"));
        client.expectReply(10, 4);
        client.expectReply(10, 1);
        client.option(7, RawClient.exportName("blocks", 3));
        client.expectReply(7, 3);
        client.expectReply(7, 3);
        client.expectReply(7, 1);
        return client;
    }

    @Test
    void areHonouredByTheServer() throws Exception {
        try (RawClient client = entered()) {
            client.write(0, 1, 512, new byte[BLOCK]);
            assertThat(client.expectErrorChunk(22, 1)).contains("whole blocks of 4096");
            client.write(0, 2, 0, new byte[512]);
            client.expectErrorChunk(22, 2);
            client.request(0, 6, 3, BLOCK, 1);
            client.expectErrorChunk(22, 3);
            client.write(0, 4, BLOCK, new byte[BLOCK]);
            client.expectSimple(0, 4);
        }
        assertThat(device.calls()).containsExactly("write 4096+4096");
    }

    @Test
    void areKeptByWhatIsToldOfAllocation() throws Exception {
        HookedDevice patchy = new HookedDevice(SIZE);
        patchy.write(0, ByteBuffer.allocate(64 << 10));
        server.export(
                "blocks64", patchy, NbdExportOptions.standard().withMinimumBlockBytes(65_536));
        NbdClientOptions options = NbdClientOptions.standard();
        try (NbdBlockDevice client = NbdBlockDevice.connect(server.uri("blocks64"), options)) {
            assertThat(client.terms().blockSizes().minimum()).isEqualTo(65_536);
            assertThat(client.blockStatus(0, SIZE))
                    .allSatisfy(status -> {
                        assertThat(status.extent().offset() % 65_536).isZero();
                        assertThat(status.extent().length() % 65_536).isZero();
                    });
            client.write(70_000, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(client.blockStatus(65_536, 65_536)).hasSize(1);
        }
        assertThat(patchy.calls())
                .containsExactly("write 0+65536", "write 65536+65536"); // its holes are not read
        assertThat(Arrays.copyOf(patchy.bytes(70_000, 4), 4)).containsExactly(1, 2, 3, 0);
    }

    @Test
    void mustFitTheDevice() {
        assertThatThrownBy(() -> server.export("odd", new MemoryBlockDevice(BLOCK + 512), BLOCKS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4608 bytes cannot be reached with blocks of 4096");
        for (int wrong : new int[] {0, 3, -512, 1 << 17}) {
            assertThatThrownBy(() -> NbdExportOptions.standard().withMinimumBlockBytes(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("minimum block size " + wrong);
        }
    }
}
