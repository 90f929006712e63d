package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server's handshake, byte by byte.
@Timeout(60)
class ServerHandshakeTest {
    private static final int SIZE = 1 << 20;

    @TempDir Path folder;
    private NbdEndpoint endpoint;
    private NbdServer server;

    @BeforeEach
    void listen() throws Exception {
        endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        server = NbdServer.listen(endpoint, NbdLimits.standard());
        server.export("disk", new MemoryBlockDevice(SIZE));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /// Whatever a client did before: the server still serves the next one.
    private void stillServes() throws IOException {
        try (RawClient next = RawClient.simple(endpoint, "disk")) {
            next.request(0, 0, 9, 0, 512);
            next.expectSimple(0, 9);
            assertThat(next.in.readNBytes(512)).containsOnly(0);
        }
    }

    @Test
    void closesOnClientFlagsNobodyDefined() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 4)) {
            client.expectEnd();
        }
        stillServes();
    }

    @Test
    void closesOnAnOptionWithoutItsMagic() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.out.writeLong(0x1234);
            client.out.writeLong(0);
            client.out.flush();
            client.expectEnd();
        }
        stillServes();
    }

    @Test
    void answersOptionsItDoesNotKnowAndGoesOn() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            for (int option : new int[] {0, 4, 12, -1}) {
                client.option(option, new byte[] {1, 2, 3});
                client.expectError(option, 1);
            }
            client.go("disk");
        }
    }

    @Test
    void skipsAnOptionThatIsTooLongAndGoesOn() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(7, new byte[(64 << 10) + 1]);
            client.expectError(7, 9);
            client.option(7, new byte[1 << 20]);
            client.expectError(7, 9);
            client.go("disk");
        }
    }

    @Test
    void closesOnAnOptionOfGigabytes() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.out.writeLong(RawClient.IHAVEOPT);
            client.out.writeInt(7);
            client.out.writeInt(-1);
            client.out.flush();
            client.expectEnd();
        }
        stillServes();
    }

    @Test
    void answersAbortAndCloses() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(2, new byte[0]);
            assertThat(client.expectReply(2, 1)).isEmpty();
            client.expectEnd();
        }
    }

    @Test
    void listsExportsInOrderOfTheirNames() throws Exception {
        server.export(
                "a",
                new MemoryBlockDevice(1),
                NbdExportOptions.standard().withDescription("first"));
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(3, new byte[0]);
            assertThat(client.expectReply(3, 2))
                    .isEqualTo(bytes(new byte[] {0, 0, 0, 1}, "afirst"));
            assertThat(client.expectReply(3, 2)).isEqualTo(bytes(new byte[] {0, 0, 0, 4}, "disk"));
            client.expectReply(3, 1);
            client.option(3, new byte[1]);
            client.expectError(3, 3);
        }
    }

    private static byte[] bytes(byte[] head, String text) {
        byte[] tail = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
    }

    @Test
    void tellsNoNamesWhereThePolicyForbidsIt() throws Exception {
        NbdEndpoint other = new NbdEndpoint.UnixSocket(folder.resolve("t"));
        NbdPolicy secretive = NbdPolicy.standard().withListing(NbdPolicy.Listing.REFUSED);
        try (NbdServer quiet = NbdServer.listen(other, NbdLimits.standard(), secretive)) {
            quiet.export("disk", new MemoryBlockDevice(SIZE));
            try (RawClient client = RawClient.greeted(other, 3)) {
                client.option(3, new byte[0]);
                client.expectError(3, 2);
                client.go("disk");
            }
        }
    }

    @Test
    void tellsSizeFlagsAndBlockSizes() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(6, RawClient.exportName("disk"));
            ByteBuffer export = ByteBuffer.wrap(client.expectReply(6, 3));
            assertThat(export.getShort()).isZero();
            assertThat(export.getLong()).isEqualTo(SIZE);
            assertThat(export.getShort()).isEqualTo((short) 0b1101_0110_1101);
            ByteBuffer blocks = ByteBuffer.wrap(client.expectReply(6, 3));
            assertThat(blocks.getShort()).isEqualTo((short) 3);
            assertThat(blocks.getInt()).isEqualTo(1);
            assertThat(blocks.getInt()).isEqualTo(65_536);
            assertThat(blocks.getInt()).isEqualTo(32 << 20);
            client.expectReply(6, 1);
            client.option(6, RawClient.exportName("disk", 1, 2, 77));
            client.expectReply(6, 3);
            client.expectReply(6, 3);
            assertThat(client.expectReply(6, 3)).isEqualTo(bytes(new byte[] {0, 1}, "disk"));
            client.expectReply(6, 1);
        }
    }

    @Test
    void tellsUnfragmentedReadsOnlyWithStructuredReplies() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(8, new byte[0]);
            client.expectReply(8, 1);
            assertThat(client.go("disk") & 0x80).isEqualTo(0x80);
        }
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            assertThat(client.go("disk") & 0x80).isZero();
        }
    }

    @Test
    void marksReadOnlyExports() throws Exception {
        server.export(
                "ro",
                new MemoryBlockDevice(SIZE),
                NbdExportOptions.standard().withAccess(NbdExportOptions.Access.READ_ONLY));
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            assertThat(client.go("ro")).isEqualTo(0b0101_0000_1111);
        }
    }

    @Test
    void refusesUnknownExportsAndGoesOn() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(7, RawClient.exportName("disc"));
            assertThat(new String(client.expectError(7, 6), StandardCharsets.UTF_8))
                    .contains("disc");
            client.option(6, RawClient.exportName(""));
            client.expectError(6, 6);
            client.go("disk");
        }
    }

    @Test
    void refusesBrokenExportQueries() throws Exception {
        byte[] right = RawClient.exportName("disk", 3);
        byte[][] wrong = {
            {},
            {0, 0, 0, 9, 'd'},
            {-1, -1, -1, -1, 0, 0},
            Arrays.copyOf(right, right.length - 1),
            Arrays.copyOf(right, right.length + 1),
            {0, 0, 0, 1, (byte) 0xff, 0, 0},
            {0, 0, 0, 1, 0, 0, 0},
            Arrays.copyOf(new byte[] {0, 0, 0x20, 0}, 0x2000 + 6),
        };
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            for (byte[] data : wrong) {
                client.option(7, data);
                client.expectError(7, 3);
            }
            client.go("disk");
        }
    }

    @Test
    void entersByNameWithAndWithoutPadding() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(1, "disk".getBytes(StandardCharsets.UTF_8));
            assertThat(client.in.readLong()).isEqualTo(SIZE);
            client.in.readShort();
            client.request(0, 0, 1, 0, 1);
            client.expectSimple(0, 1);
        }
        try (RawClient client = RawClient.greeted(endpoint, 1)) {
            client.option(1, "disk".getBytes(StandardCharsets.UTF_8));
            assertThat(client.in.readLong()).isEqualTo(SIZE);
            client.in.readShort();
            assertThat(client.in.readNBytes(124)).containsOnly(0);
            client.request(0, 0, 1, 0, 1);
            client.expectSimple(0, 1);
        }
    }

    @Test
    void closesOnAnUnknownExportByName() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(1, "disc".getBytes(StandardCharsets.UTF_8));
            client.expectEnd();
        }
        stillServes();
    }

    @Test
    void grantsBaseAllocationAndNothingElse() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            byte[] all = RawClient.contextOf("disk");
            client.option(9, all);
            client.expectError(9, 3); // structured replies first
            client.option(8, new byte[0]);
            client.expectReply(8, 1);
            for (byte[] query : new byte[][] {all, RawClient.contextOf("disk", "base:")}) {
                client.option(9, query);
                assertThat(client.expectReply(9, 4))
                        .isEqualTo(bytes(new byte[4], "base:allocation"));
                client.expectReply(9, 1);
            }
            client.option(9, RawClient.contextOf("disk", "qemu:"));
            client.expectReply(9, 1);
            client.option(10, RawClient.contextOf("disk", "qemu:x", "base:allocation"));
            assertThat(client.expectReply(10, 4))
                    .isEqualTo(bytes(new byte[] {0, 0, 0, 1}, "base:allocation"));
            client.expectReply(10, 1);
            client.option(10, RawClient.contextOf("disc", "base:allocation"));
            client.expectError(10, 6);
            client.option(10, Arrays.copyOf(all, all.length + 1));
            client.expectError(10, 3);
            client.go("disk");
            client.request(0, 7, 5, 0, 512); // the last query selected nothing
            client.expectErrorChunk(22, 5);
        }
    }

    @Test
    void forgetsAContextThatWasSelectedForAnotherExport() throws Exception {
        server.export("other", new MemoryBlockDevice(SIZE));
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(8, new byte[0]);
            client.expectReply(8, 1);
            client.option(10, RawClient.contextOf("other", "base:allocation"));
            client.expectReply(10, 4);
            client.expectReply(10, 1);
            client.go("disk");
            client.request(0, 7, 5, 0, 512);
            client.expectErrorChunk(22, 5);
        }
    }

    @Test
    void survivesClientsThatLeaveInTheMiddleOfAnything() throws Exception {
        byte[] whole =
                ByteBuffer.allocate(4 + 16 + 10)
                        .putInt(3)
                        .putLong(RawClient.IHAVEOPT)
                        .putInt(7)
                        .putInt(10)
                        .put(RawClient.exportName("disk"))
                        .array();
        for (int length = 0; length <= whole.length; length++) {
            try (RawClient client = RawClient.connect(endpoint)) {
                client.out.write(whole, 0, length);
                client.out.flush();
            }
        }
        stillServes();
    }

    @Test
    void whoConnectsBeforeTheExportsAreThereWaitsForThem(@TempDir Path folder) throws Exception {
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        try (NbdServer server =
                        NbdServer.bind(endpoint, NbdLimits.standard(), NbdPolicy.standard());
                var early = Executors.newSingleThreadExecutor()) {
            Future<Long> size =
                    early.submit(() -> {
                        try (NbdBlockDevice client =
                                NbdBlockDevice.connect(
                                        server.uri("late"), NbdClientOptions.standard())) {
                            return client.size();
                        }
                    });
            Thread.sleep(100);
            assertThat(size.isDone()).isFalse();
            server.export("late", new NullDevice(1 << 20));
            server.start();
            assertThat(size.get()).isEqualTo(1 << 20);
        }
    }
}
