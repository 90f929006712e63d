package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.qcow2.Qcow2Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Extended headers as our server takes and sends them. No program on the machines this is tested
/// on knows them, so the bytes are written out by hand from proto.md ("Request message", "Extended
/// reply chunk message", `NBD_REPLY_TYPE_BLOCK_STATUS_EXT`).
@Timeout(60)
class ExtendedServerTest {
    private static final long SIZE = 8L << 40;

    /// 32 bits magic; then follow 16 bits flags, 16 bits type, 64 bits cookie, 64 bits offset, 64
    /// bits length.
    private static final String REQUEST = "21e41c71";

    /// 32 bits magic; then follow 16 bits flags, 16 bits type, 64 bits cookie, 64 bits offset of
    /// the request, 64 bits length of the payload.
    private static final String REPLY = "6e8a278c";

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
    }

    private RawClient agreed() throws IOException {
        RawClient client = RawClient.greeted(endpoint, 3);
        client.option(11, new byte[0]);
        assertThat(client.expectReply(11, 1)).isEmpty();
        return client;
    }

    private RawClient entered(String export, String... contexts) throws IOException {
        RawClient client = agreed();
        client.option(10, RawClient.contextOf(export, contexts));
        for (int i = 0; i < contexts.length; i++) {
            client.expectReply(10, 4);
        }
        client.expectReply(10, 1);
        client.go(export);
        return client;
    }

    private static void send(RawClient client, String... hex) throws IOException {
        client.out.write(HexFormat.of().parseHex(String.join("", hex).replace(" ", "")));
        client.out.flush();
    }

    private static void expect(RawClient client, String... hex) throws IOException {
        String expected = String.join("", hex).replace(" ", "");
        byte[] bytes = client.in.readNBytes(expected.length() / 2);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
    }

    @Test
    void areAgreedOnOnceAndReplaceStructuredReplies() throws Exception {
        try (RawClient client = RawClient.greeted(endpoint, 3)) {
            client.option(11, new byte[1]);
            client.expectError(11, 3); // NBD_REP_ERR_INVALID: no data belongs here
            client.option(8, new byte[0]);
            client.expectReply(8, 1);
            client.option(11, new byte[0]);
            client.expectReply(11, 1);
            client.option(11, new byte[0]);
            client.expectError(11, 3);
            client.option(8, new byte[0]);
            client.expectError(8, 10); // NBD_REP_ERR_EXT_HEADER_REQD
            client.go("disk");
            send(client, REQUEST, "0000 0003 0000000000000009 0000000000000000 0000000000000000");
            expect(client, REPLY, "0001 0000 0000000000000009 0000000000000000 0000000000000000");
        }
    }

    /// `NBD_FLAG_BLOCK_STATUS_PAYLOAD` and `NBD_FLAG_SEND_DF`.
    @Test
    void tellThatContextsCanBeChosen() throws Exception {
        try (RawClient client = agreed()) {
            client.option(6, RawClient.exportName("disk"));
            assertThat(flags(client.expectReply(6, 3)) & 0x1080).isEqualTo(0x1080);
            client.expectReply(6, 3);
            client.expectReply(6, 1);
            assertThat(client.go("disk") & 0x1080).isEqualTo(0x80); // no context is selected
        }
        try (RawClient client = agreed()) {
            client.option(10, RawClient.contextOf("disk", "base:allocation"));
            client.expectReply(10, 4);
            client.expectReply(10, 1);
            assertThat(client.go("disk") & 0x1080).isEqualTo(0x1080);
        }
    }

    private static int flags(byte[] export) {
        return ByteBuffer.wrap(export).getShort(10) & 0xffff;
    }

    @Test
    void carryWritesAndReads() throws Exception {
        try (RawClient client = entered("disk")) {
            String write = "0001 00000000000000a1 0000000000001000 0000000000000004";
            send(client, REQUEST, "0020 ", write, "01020304"); // with NBD_CMD_FLAG_PAYLOAD_LEN
            expect(client, REPLY, "0001 0000 00000000000000a1 0000000000001000 0000000000000000");
            send(client, REQUEST, "0000 0000 00000000000000a2 0000000000001001 0000000000000002");
            expect(
                    client,
                    REPLY,
                    "0001 0001 00000000000000a2 0000000000001001 000000000000000a",
                    "0000000000001001 0203");
            send(client, REQUEST, "0000 0000 00000000000000a3 0000000000100000 0000000000010000");
            expect(
                    client,
                    REPLY,
                    "0001 0002 00000000000000a3 0000000000100000 000000000000000c",
                    "0000000000100000 00010000"); // a hole has 32 bits of length all the same
        }
    }

    @Test
    void carryLengthsOf64Bits() throws Exception {
        try (RawClient client = entered("disk", "base:allocation")) {
            // WRITE_ZEROES, then TRIM, of 5 GiB
            send(client, REQUEST, "0000 0006 0000000000000001 0000010000000000 0000000140000000");
            expect(client, REPLY, "0001 0000 0000000000000001 0000010000000000 0000000000000000");
            send(client, REQUEST, "0000 0004 0000000000000002 0000010000000000 0000000140000000");
            expect(client, REPLY, "0001 0000 0000000000000002 0000010000000000 0000000000000000");
        }
        assertThat(device.calls())
                .containsExactly("zero 1099511627776+5368709120", "trim 1099511627776+5368709120");
    }

    @Test
    void carryStatusesOf64Bits() throws Exception {
        device.write(0x10000, ByteBuffer.allocate(0x10000));
        try (RawClient client = entered("disk", "base:allocation")) {
            send(client, REQUEST, "0000 0007 0000000000000005 0000000000000000 0000000200000000");
            expect(
                    client,
                    REPLY,
                    "0001 0006 0000000000000005 0000000000000000 0000000000000038",
                    "00000001 00000003", // context, number of descriptors
                    "0000000000010000 0000000000000003",
                    "0000000000010000 0000000000000000",
                    "00000001fffe0000 0000000000000003");
            // NBD_CMD_FLAG_REQ_ONE
            send(client, REQUEST, "0008 0007 0000000000000006 0000000000010000 0000000200000000");
            expect(
                    client,
                    REPLY,
                    "0001 0006 0000000000000006 0000000000010000 0000000000000018",
                    "00000001 00000001 0000000000010000 0000000000000000");
        }
    }

    @Test
    void letTheClientChooseAmongContexts() throws Exception {
        try (Qcow2Image chain = Chains.make(folder, false)) {
            server.export("chain", chain);
            try (RawClient client = entered("chain", "base:allocation", "qemu:allocation-depth")) {
                String payload = "0020 0007 0000000000000001 0000000000000000 ";
                // 64 bits effect length, 32 bits each context
                send(client, REQUEST, payload, "000000000000000c 0000000000200000 00000002");
                expect(
                        client,
                        REPLY,
                        "0001 0006 0000000000000001 0000000000000000 0000000000000018",
                        "00000002 00000001 0000000000200000 0000000000000001");
                send(
                        client,
                        REQUEST,
                        payload,
                        "0000000000000010 0000000000100000 0000000200000001");
                expect(
                        client,
                        REPLY,
                        "0000 0006 0000000000000001 0000000000000000 0000000000000018",
                        "00000001 00000001 0000000000100000 0000000000000000",
                        REPLY,
                        "0001 0006 0000000000000001 0000000000000000 0000000000000018",
                        "00000002 00000001 0000000000100000 0000000000000001");
                String[] wrong = {
                    "000000000000000c 0000000000200000 00000003", // unknown
                    "0000000000000010 0000000000200000 00000001 00000001", // twice
                    "0000000000000008 0000000000200000", // none
                    "000000000000000b 0000000000200000 000000", // cut off
                    "0000000000000014 0000000000200000 00000001 00000002 00000001", // too many
                    "000000000000000c 0000000000800001 00000001", // beyond the end
                    "000000000000000c ffffffffffffffff 00000001",
                    "000000000000000c 0000000000000000 00000001",
                };
                for (String each : wrong) {
                    send(client, REQUEST, payload, each);
                    expectError(client, 22, 1);
                }
            }
            server.withdraw("chain");
        }
    }

    private static void expectError(RawClient client, int error, long cookie) throws IOException {
        assertThat(client.in.readInt()).isEqualTo(0x6e8a278c);
        assertThat(client.in.readShort()).as("done").isEqualTo((short) 1);
        assertThat(client.in.readShort()).as("type").isEqualTo((short) 0x8001);
        assertThat(client.in.readLong()).as("cookie").isEqualTo(cookie);
        client.in.readLong();
        byte[] payload = client.in.readNBytes((int) client.in.readLong());
        assertThat(ByteBuffer.wrap(payload).getInt()).isEqualTo(error);
        assertThat(ByteBuffer.wrap(payload).getShort(4)).isEqualTo((short) (payload.length - 6));
    }

    @Test
    void refuseWhatIsNotInStepWithTheFlagAndGoOn() throws Exception {
        try (RawClient client = entered("disk", "base:allocation")) {
            // a write without the flag has no payload
            send(client, REQUEST, "0000 0001 0000000000000001 0000000000000000 0000000000000004");
            expectError(client, 22, 1);
            // a read, a trim and an unknown command with one: it is consumed
            for (String command : new String[] {"0000", "0004", "4242"}) {
                String header = command + "0000000000000002 0000000000000000 0000000000000004";
                send(client, REQUEST, "0020", header, "deadbeef");
                expectError(client, 22, 2);
            }
            // lengths no device has
            for (String command : new String[] {"0000", "0004", "0005", "0007"}) {
                String rest = "0000000000000003 0000000000000001 ffffffffffffffff";
                send(client, REQUEST, "0000", command, rest);
                expectError(client, 22, 3);
            }
            send(client, REQUEST, "0000 0006 0000000000000004 0000000000000001 ffffffffffffffff");
            expectError(client, 28, 4);
            send(client, REQUEST, "0000 0000 0000000000000005 0000000000000000 0000000000000001");
            expect(
                    client,
                    REPLY,
                    "0001 0002 0000000000000005 0000000000000000 000000000000000c",
                    "0000000000000000 00000001");
        }
        assertThat(device.calls()).isEmpty();
    }

    @Test
    void endTheConnectionWithAPayloadBeyondTheMaximum() throws Exception {
        for (String length : new String[] {"0000000002000001", "ffffffffffffffff"}) {
            try (RawClient client = entered("disk")) {
                send(client, REQUEST, "0020 0001 0000000000000001 0000000000000000", length);
                client.expectEnd();
            }
        }
    }

    @Test
    void endTheConnectionWithARequestOfTheOtherForm() throws Exception {
        try (RawClient client = entered("disk")) {
            client.request(0, 3, 1, 0, 0);
            client.out.writeInt(0);
            client.out.flush();
            client.expectEnd();
        }
        try (RawClient client = RawClient.structured(endpoint, "disk")) {
            send(client, REQUEST, "0000 0003 0000000000000001 0000000000000000 0000000000000000");
            client.expectEnd();
        }
        try (RawClient client = RawClient.structured(endpoint, "disk")) {
            client.request(0x20, 7, 1, 0, 512); // the flag means nothing there
            client.expectErrorChunk(22, 1);
        }
    }
}
