package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server's side of the transmission phase, byte by byte.
@Timeout(60)
class ServerTransmissionTest {
    private static final int SIZE = 4 << 20;
    private static final int READ = 0;
    private static final int FLUSH = 3;
    private static final int TRIM = 4;
    private static final int WRITE_ZEROES = 6;
    private static final int BLOCK_STATUS = 7;

    @TempDir Path folder;
    private NbdEndpoint endpoint;
    private NbdServer server;
    private final HookedDevice device = new HookedDevice(SIZE);

    @BeforeEach
    void listen() throws Exception {
        endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        server = NbdServer.listen(endpoint, NbdLimits.standard());
        server.export("disk", device);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        assertThat(device.calls()).doesNotContain("close 0+0");
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void readsWhatWasWrittenWithSimpleReplies() throws Exception {
        try (RawClient client = RawClient.simple(endpoint, "disk")) {
            client.write(0, 11, 1000, filled(3000, 7));
            client.expectSimple(0, 11);
            client.request(0, READ, 12, 999, 3002);
            client.expectSimple(0, 12);
            byte[] back = client.in.readNBytes(3002);
            assertThat(Arrays.copyOfRange(back, 1, 3001)).containsOnly(7);
            assertThat(back[0] | back[3001]).isZero();
        }
    }

    @Test
    void leavesHolesOutOfStructuredReads() throws Exception {
        device.write(128 << 10, ByteBuffer.wrap(filled(65_536, 7)));
        try (RawClient client = RawClient.structured(endpoint, "disk")) {
            client.request(0, READ, 1, 0, SIZE);
            assertThat(client.expectChunk(false, 2, 1)).isEqualTo(hole(0, 128 << 10));
            byte[] data = client.expectChunk(false, 1, 1);
            assertThat(ByteBuffer.wrap(data).getLong()).isEqualTo(128 << 10);
            assertThat(Arrays.copyOfRange(data, 8, data.length)).hasSize(65_536).containsOnly(7);
            assertThat(client.expectChunk(true, 2, 1))
                    .isEqualTo(hole(192 << 10, SIZE - (192 << 10)));
        }
        assertThat(device.calls()).containsOnlyOnce("read 131072+65536").hasSize(2);
    }

    private static byte[] hole(long offset, int length) {
        return ByteBuffer.allocate(12).putLong(offset).putInt(length).array();
    }

    @Test
    void sendsHolesAsZeroesWhereTheClientWantsOnePiece() throws Exception {
        device.write(128 << 10, ByteBuffer.wrap(filled(65_536, 7)));
        try (RawClient client = RawClient.structured(endpoint, "disk")) {
            client.request(4, READ, 1, 0, SIZE);
            assertThat(client.expectChunk(true, 1, 1)).hasSize(8 + SIZE);
        }
    }

    @Test
    void answersAsRequestsAreDone() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        device.hook((call, offset, _) -> {
            if (call.equals("write") && offset == 0) {
                await(gate);
            }
        });
        try (RawClient client = RawClient.simple(endpoint, "disk")) {
            client.write(0, 1, 0, filled(512, 1));
            client.write(0, 2, 512, filled(512, 2));
            client.request(0, FLUSH, 3, 0, 0);
            assertThat(new long[] {takeDone(client), takeDone(client)})
                    .containsExactlyInAnyOrder(2, 3);
            gate.countDown();
            assertThat(takeDone(client)).isEqualTo(1);
        }
    }

    private static long takeDone(RawClient client) throws IOException {
        assertThat(client.in.readInt()).isEqualTo(0x67446698);
        assertThat(client.in.readInt()).isZero();
        return client.in.readLong();
    }

    private static void await(CountDownLatch gate) throws IOException {
        try {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void flushesBeforeAnsweringForcedUnitAccess() throws Exception {
        try (RawClient client = RawClient.simple(endpoint, "disk")) {
            client.write(1, 1, 0, filled(512, 1));
            client.expectSimple(0, 1);
            client.request(1, WRITE_ZEROES, 2, 0, 512);
            client.expectSimple(0, 2);
            client.request(1, TRIM, 3, 0, 512);
            client.expectSimple(0, 3);
            client.request(1, READ, 4, 0, 1);
            client.expectSimple(0, 4);
        }
        assertThat(device.calls())
                .containsExactly(
                        "write 0+512",
                        "flush 0+0",
                        "zero 0+512",
                        "flush 0+0",
                        "trim 0+512",
                        "flush 0+0",
                        "read 0+1");
    }

    @Test
    void zeroesAsTheFlagsSay() throws Exception {
        server.export(
                "fast",
                device,
                NbdExportOptions.standard().withZeroing(NbdExportOptions.Zeroing.FAST));
        try (RawClient client = RawClient.structured(endpoint, "disk")) {
            client.request(2, WRITE_ZEROES, 1, 0, 512);
            client.expectSimple(0, 1);
            client.request(16, WRITE_ZEROES, 2, 0, 512);
            client.expectErrorChunk(95, 2);
        }
        try (RawClient client = RawClient.structured(endpoint, "fast")) {
            client.request(16, WRITE_ZEROES, 3, 512, 512);
            client.expectSimple(0, 3);
        }
        assertThat(device.calls()).containsExactly("zero-keep 0+512", "zero 512+512");
    }

    @Test
    void tellsWhatIsAllocated() throws Exception {
        device.write(64 << 10, ByteBuffer.wrap(filled(65_536, 7)));
        try (RawClient client = RawClient.structured(endpoint, "disk")) {
            client.request(0, BLOCK_STATUS, 1, 512, SIZE - 512);
            assertThat(client.expectChunk(true, 5, 1))
                    .isEqualTo(words(1, 65_536 - 512, 3, 65_536, 0, SIZE - (128 << 10), 3));
            client.request(8, BLOCK_STATUS, 2, 512, SIZE - 512);
            assertThat(client.expectChunk(true, 5, 2)).isEqualTo(words(1, 65_536 - 512, 3));
        }
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    @Test
    void tellsOfAFragmentedDeviceAsMuchAsFitsInAReply() throws Exception {
        HookedDevice large = new HookedDevice(4L << 30);
        for (int i = 0; i < 9000; i++) {
            large.zero(i * (128L << 10), 1, ZeroMode.KEEP_ALLOCATED);
        }
        server.export("large", large);
        try (RawClient client = RawClient.structured(endpoint, "large")) {
            client.request(0, BLOCK_STATUS, 1, 0, (int) (4L << 30) - 512);
            assertThat(client.expectChunk(true, 5, 1)).hasSize(4 + 8 * 8192);
        }
    }

    /// proto.md, "Structured reply types": no chunk is longer than the maximum payload.
    @Test
    void keepsStatusesWithinAPayload() throws Exception {
        HookedDevice large = new HookedDevice(4L << 30);
        for (int i = 0; i < 9000; i++) {
            large.zero(i * (128L << 10), 1, ZeroMode.KEEP_ALLOCATED);
        }
        NbdEndpoint small = new NbdEndpoint.UnixSocket(folder.resolve("small"));
        NbdLimits limits =
                NbdLimits.standard()
                        .withFlow(new NbdLimits.Flow(64 << 10, 4, 64 << 10, 64 << 10, 1));
        try (NbdServer other = NbdServer.listen(small, limits)) {
            other.export("large", large);
            try (RawClient client = RawClient.structured(small, "large")) {
                client.request(0, BLOCK_STATUS, 1, 0, (int) (4L << 30) - 512);
                assertThat(client.expectChunk(true, 5, 1).length).isBetween(16 << 10, 64 << 10);
            }
        }
    }

    @Test
    void refusesToWriteAReadOnlyExportAndStaysInStep() throws Exception {
        server.export(
                "ro",
                device,
                NbdExportOptions.standard().withAccess(NbdExportOptions.Access.READ_ONLY));
        try (RawClient client = RawClient.structured(endpoint, "ro")) {
            client.write(0, 1, 0, filled(100_000, 1));
            assertThat(client.expectErrorChunk(1, 1)).contains("read-only");
            client.request(0, WRITE_ZEROES, 2, 0, 512);
            client.expectErrorChunk(1, 2);
            client.request(0, TRIM, 3, 0, 512);
            client.expectErrorChunk(1, 3);
            client.request(0, READ, 4, 0, 512);
            client.expectChunk(true, 2, 4);
        }
        assertThat(device.calls()).isEmpty();
    }

    @Test
    void skipsThePayloadOfAWriteItRefuses() throws Exception {
        try (RawClient client = RawClient.simple(endpoint, "disk")) {
            client.write(0, 1, SIZE - 100, filled(101, 1));
            client.expectSimple(28, 1);
            client.write(0x8000, 2, 0, filled(40_000, 1));
            client.expectSimple(22, 2);
            client.write(0, 3, 0, filled((32 << 20) + 1, 1));
            client.expectSimple(22, 3);
            client.request(0, READ, 4, 0, 1);
            client.expectSimple(0, 4);
            assertThat(client.in.read()).isZero();
        }
        assertThat(device.calls()).containsExactly("read 0+1");
    }

    @Test
    void answersCommandsItDoesNotKnow() throws Exception {
        try (RawClient client = RawClient.structured(endpoint, "disk")) {
            for (int command : new int[] {8, 9, 0x7fff}) {
                client.request(0, command, command, 0, 512);
                assertThat(client.expectErrorChunk(22, command)).contains("unknown command");
            }
        }
    }

    @Test
    void closesOnWhatIsNoRequest() throws Exception {
        try (RawClient client = RawClient.simple(endpoint, "disk")) {
            client.out.write(filled(28, 0x25));
            client.out.flush();
            client.expectEnd();
        }
    }

    @Test
    void tellsTheCauseWhenTheDeviceFails() throws Exception {
        device.hook((call, _, length) -> {
            switch (call + length) {
                case "read1" -> throw new IOException("bad sector");
                case "write2" -> throw new IOException("/x: No space left on device");
                case "write3" -> throw new IllegalStateException("a bug");
                default -> {}
            }
        });
        try (RawClient client = RawClient.structured(endpoint, "disk")) {
            client.write(0, 9, 0, filled(512, 1));
            client.expectSimple(0, 9);
            client.request(0, READ, 1, 0, 1);
            assertThat(client.expectErrorChunk(5, 1)).isEqualTo("bad sector");
            client.write(0, 2, 0, filled(2, 1));
            assertThat(client.expectErrorChunk(28, 2)).contains("No space left");
            client.write(0, 3, 0, filled(3, 1));
            assertThat(client.expectErrorChunk(5, 3)).isEqualTo("a bug");
        }
    }

    @Test
    void answersWhatIsInFlightBeforeItFollowsAGoodbye() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        device.hook((_, _, _) -> await(gate));
        try (RawClient client = RawClient.simple(endpoint, "disk")) {
            client.write(0, 1, 0, filled(512, 1));
            client.request(0, 2, 2, 0, 0);
            gate.countDown();
            client.expectSimple(0, 1);
            client.expectEnd();
        }
        assertThat(device.bytes(0, 512)).containsOnly(1);
    }

    @Test
    void writesNothingOfAPayloadThatDidNotArriveAndServesOthersOn() throws Exception {
        HookedDevice other = new HookedDevice(SIZE);
        server.export("other", other);
        try (RawClient bystander = RawClient.simple(endpoint, "other")) {
            try (RawClient leaver = RawClient.simple(endpoint, "disk")) {
                leaver.request(0, 1, 1, 0, 1 << 20);
                leaver.out.write(filled(300_000, 1));
                leaver.out.flush();
            }
            bystander.write(0, 2, 0, filled(512, 2));
            bystander.expectSimple(0, 2);
            server.withdraw("disk");
            bystander.request(0, READ, 3, 0, 512);
            bystander.expectSimple(0, 3);
            assertThat(bystander.in.readNBytes(512)).containsOnly(2);
        }
        assertThat(device.calls()).isEmpty();
    }

    @Test
    void servesAnotherConnectionWithWhatOneHasFlushed() throws Exception {
        try (RawClient one = RawClient.simple(endpoint, "disk");
                RawClient two = RawClient.simple(endpoint, "disk")) {
            one.write(0, 1, 0, filled(512, 9));
            one.expectSimple(0, 1);
            two.request(0, FLUSH, 2, 0, 0);
            two.expectSimple(0, 2);
            two.request(0, READ, 3, 0, 512);
            two.expectSimple(0, 3);
            assertThat(two.in.readNBytes(512)).containsOnly(9);
        }
    }
}
