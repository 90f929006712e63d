package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.LayeredDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ReadOnlyBlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two metadata contexts at once, byte by byte, and both of our own ends together.
@Timeout(60)
class MetaContextsTest {
    private static final int MIB = Chains.MIB;
    private static final int BLOCK_STATUS = 7;
    private static final String ALLOCATION = "base:allocation";
    private static final String DEPTH = "qemu:allocation-depth";
    private static final NbdClientOptions CURIOUS =
            NbdClientOptions.standard().with(NbdClientOptions.Ask.ALLOCATION_DEPTH);

    @TempDir Path folder;
    private NbdEndpoint endpoint;
    private NbdServer server;
    private Qcow2Image chain;

    @BeforeEach
    void listen() throws Exception {
        endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        server = NbdServer.listen(endpoint, NbdLimits.standard());
        chain = Chains.make(folder, true);
        server.export("chain", new ReadOnlyBlockDevice(chain, "chain"));
        server.export("flat", new MemoryBlockDevice(8 * MIB));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        chain.close();
    }

    private RawClient chunked() throws IOException {
        RawClient client = RawClient.greeted(endpoint, 3);
        client.option(8, new byte[0]);
        client.expectReply(8, 1);
        return client;
    }

    private static byte[] context(int id, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + text.length).putInt(id).put(text).array();
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    @Test
    void listsDepthWhereThereIsAChain() throws Exception {
        try (RawClient client = chunked()) {
            client.option(9, RawClient.contextOf("chain"));
            assertThat(client.expectReply(9, 4)).isEqualTo(context(0, ALLOCATION));
            assertThat(client.expectReply(9, 4)).isEqualTo(context(0, DEPTH));
            client.expectReply(9, 1);
            for (String query : new String[] {"qemu:", DEPTH}) {
                client.option(9, RawClient.contextOf("chain", query));
                assertThat(client.expectReply(9, 4)).isEqualTo(context(0, DEPTH));
                client.expectReply(9, 1);
            }
            client.option(9, RawClient.contextOf("chain", "qemu:allocation", "x:", "base"));
            client.expectReply(9, 1);
            client.option(9, RawClient.contextOf("flat"));
            assertThat(client.expectReply(9, 4)).isEqualTo(context(0, ALLOCATION));
            client.expectReply(9, 1);
            client.option(10, RawClient.contextOf("flat", DEPTH));
            client.expectReply(10, 1); // selecting by namespace is not defined either
            client.option(10, RawClient.contextOf("chain", "qemu:"));
            client.expectReply(10, 1);
        }
    }

    @Test
    void answersEverySelectedContextInAChunkOfItsOwn() throws Exception {
        try (RawClient client = chunked()) {
            client.option(10, RawClient.contextOf("chain", DEPTH, ALLOCATION));
            assertThat(client.expectReply(10, 4)).isEqualTo(context(1, ALLOCATION));
            assertThat(client.expectReply(10, 4)).isEqualTo(context(2, DEPTH));
            client.expectReply(10, 1);
            client.go("chain");
            client.request(0, BLOCK_STATUS, 5, 0, 4 * MIB);
            assertThat(client.expectChunk(false, 5, 5))
                    .isEqualTo(words(1, MIB, 0, MIB, 2, 2 * MIB, 0));
            assertThat(client.expectChunk(true, 5, 5))
                    .isEqualTo(words(2, 2 * MIB, 1, MIB, 2, MIB, 3));
            client.request(8, BLOCK_STATUS, 6, MIB, 3 * MIB);
            assertThat(client.expectChunk(false, 5, 6)).isEqualTo(words(1, MIB, 2));
            assertThat(client.expectChunk(true, 5, 6)).isEqualTo(words(2, MIB, 1));
        }
    }

    @Test
    void selectsDepthAlone() throws Exception {
        try (RawClient client = chunked()) {
            client.option(10, RawClient.contextOf("chain", DEPTH));
            client.expectReply(10, 4);
            client.expectReply(10, 1);
            client.go("chain");
            client.request(0, BLOCK_STATUS, 5, MIB, MIB);
            assertThat(client.expectChunk(true, 5, 5)).isEqualTo(words(2, MIB, 1));
        }
    }

    @Test
    void forgetsWhatWasSelectedWhenASelectionFails() throws Exception {
        try (RawClient client = chunked()) {
            client.option(10, RawClient.contextOf("chain", ALLOCATION));
            client.expectReply(10, 4);
            client.expectReply(10, 1);
            client.option(10, new byte[(64 << 10) + 1]);
            client.expectError(10, 9);
            client.go("chain");
            client.request(0, BLOCK_STATUS, 5, 0, MIB);
            client.expectErrorChunk(22, 5);
        }
    }

    @Test
    void ourClientSeesTheChainOfOurServer() throws Exception {
        try (NbdBlockDevice device = NbdBlockDevice.connect(server.uri("chain"), CURIOUS)) {
            LayeredDevice layers = device.layers().orElseThrow();
            assertThat(layers.allocationDepth(0, 8 * MIB))
                    .containsExactly(
                            depth(0, 2 * MIB, 1),
                            depth(2 * MIB, MIB, 2),
                            depth(3 * MIB, MIB, 3),
                            depth(4 * MIB, 4 * MIB, 2)); // behind the end of the middle file
            assertThat(layers.allocationDepth(3 * MIB + 1, MIB))
                    .containsExactly(depth(3 * MIB + 1, MIB - 1, 3), depth(4 * MIB, 1, 2));
            assertThat(layers.allocationDepth(5, 0)).isEmpty();
            assertThat(device.blockStatus(0, 8 * MIB))
                    .containsExactlyElementsOf(chain.blockStatus(0, 8 * MIB));
        }
    }

    private static AllocationDepth depth(long offset, long length, int depth) {
        return new AllocationDepth(new Extent(offset, length), depth);
    }

    @Test
    void ourClientDoesWithoutWhereTheServerDoesNotKnowOrWasNotAsked() throws Exception {
        try (NbdBlockDevice flat = NbdBlockDevice.connect(server.uri("flat"), CURIOUS);
                NbdBlockDevice unasked =
                        NbdBlockDevice.connect(server.uri("chain"), NbdClientOptions.standard())) {
            assertThat(flat.layers()).isEmpty();
            assertThat(flat.blockStatus(0, MIB)).hasSize(1);
            assertThat(unasked.layers()).isEmpty();
            assertThat(unasked.terms().allocationContext()).isPresent();
        }
    }

    @Test
    void ourClientTakesNoSecondAnswerAndNoImpossibleDepth() throws Exception {
        List<byte[]> answers =
                List.of(words(7, MIB, 0, 3 * MIB, -1), words(7, 4 * MIB, Integer.MIN_VALUE));
        for (byte[] answer : answers) {
            refuses("a depth of", answer);
        }
        refuses("twice", words(7, MIB, 1), words(7, MIB, 1));
        refuses("no block status", words(5, MIB, 1));
    }

    private void refuses(String words, byte[]... chunks) throws Exception {
        ScriptedServer.Script script =
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.reply(8, 1, new byte[0]);
                    peer.option(10);
                    peer.reply(10, 4, context(5, ALLOCATION));
                    peer.reply(10, 4, context(7, DEPTH));
                    peer.reply(10, 1, new byte[0]);
                    peer.option(7);
                    peer.reply(7, 3, ScriptedServer.Peer.export(8 * MIB, ScriptedServer.ALL));
                    peer.reply(7, 1, new byte[0]);
                    long cookie = peer.request().cookie();
                    for (int i = 0; i < chunks.length; i++) {
                        peer.chunk(i == chunks.length - 1 ? 1 : 0, 5, cookie, chunks[i]);
                    }
                    peer.drain();
                };
        try (ScriptedServer scripted = new ScriptedServer(folder, script);
                NbdBlockDevice device = NbdBlockDevice.connect(scripted.uri(), CURIOUS)) {
            LayeredDevice layers = device.layers().orElseThrow();
            assertThatThrownBy(() -> layers.allocationDepth(0, 4 * MIB))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(words);
        }
    }
}
