package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which exports there are: our client with our server, and with servers that refuse or go on
/// without end.
@Timeout(60)
class ExportListingTest {
    private static final NbdClientOptions OPTIONS =
            NbdClientOptions.standard().withConnectTime(Duration.ofSeconds(20));

    @TempDir Path folder;

    @Test
    void namesExportsAndWhatTheyAreLike() throws Exception {
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        try (NbdServer server = NbdServer.listen(endpoint, NbdLimits.standard());
                Qcow2Image chain = Chains.make(folder, false)) {
            assertThat(NbdBlockDevice.exports(server.uri(""), OPTIONS)).isEmpty();
            server.export("chain", chain, NbdExportOptions.standard().withDescription("four"));
            server.export(
                    "",
                    new MemoryBlockDevice(4096),
                    NbdExportOptions.standard()
                            .withAccess(NbdExportOptions.Access.READ_ONLY)
                            .withMinimumBlockBytes(512));
            List<NbdExportEntry> entries = NbdBlockDevice.exports(server.uri("x"), OPTIONS);
            assertThat(entries).extracting(NbdExportEntry::name).containsExactly("", "chain");
            assertThat(entries.get(1).description()).isEqualTo("four");
            NbdExportEntry.Details plain = entries.get(0).details().orElseThrow();
            assertThat(plain.size()).isEqualTo(4096);
            assertThat(plain.flags().readOnly()).isTrue();
            assertThat(plain.blockSizes()).isEqualTo(new BlockSizes(512, 65_536, 32 << 20));
            assertThat(plain.contexts()).containsExactly("base:allocation");
            assertThat(entries.get(1).details().orElseThrow().contexts())
                    .containsExactly("base:allocation", "qemu:allocation-depth");
        }
    }

    @Test
    void isRefusedByAServerThatTellsNoNames() throws Exception {
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        NbdPolicy quiet = NbdPolicy.standard().withListing(NbdPolicy.Listing.REFUSED);
        try (NbdServer server = NbdServer.listen(endpoint, NbdLimits.standard(), quiet)) {
            assertThatThrownBy(() -> NbdBlockDevice.exports(server.uri(""), OPTIONS))
                    .isInstanceOfSatisfying(
                            NbdRefusedException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(NbdRefusedException.Reason.POLICY));
        }
    }

    @Test
    void knowsTheNameOfAnExportNothingElseIsToldOf() throws Exception {
        ScriptedServer.Script script =
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.error(8, 1, "");
                    peer.option(3);
                    peer.reply(3, 2, new byte[] {0, 0, 0, 1, 'a', 'b'});
                    peer.reply(3, 1, new byte[0]);
                    peer.option(6);
                    peer.error(6, 5, "");
                    peer.option(2);
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, script)) {
            assertThat(NbdBlockDevice.exports(server.uri(), OPTIONS))
                    .containsExactly(new NbdExportEntry("a", "b", Optional.empty()));
        }
    }

    @Test
    void givesUpAListWithoutEnd() throws Exception {
        ScriptedServer.Script script =
                peer -> {
                    peer.greet(3);
                    peer.option(8);
                    peer.error(8, 1, "");
                    peer.option(3);
                    for (int i = 0; i < 20_000; i++) {
                        peer.reply(3, 2, new byte[] {0, 0, 0, 1, 'a'});
                    }
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, script)) {
            assertThatThrownBy(() -> NbdBlockDevice.exports(server.uri(), OPTIONS))
                    .isInstanceOf(NbdProtocolException.class)
                    .hasMessageContaining("NBD_REP_SERVER is no answer to LIST");
        }
    }

    @Test
    void saysWhenTheServerKnowsNoOptions() throws Exception {
        ScriptedServer.Script script =
                peer -> {
                    peer.greet(0);
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, script)) {
            assertThatThrownBy(() -> NbdBlockDevice.exports(server.uri(), OPTIONS))
                    .hasMessageContaining("too old to list");
        }
    }
}
