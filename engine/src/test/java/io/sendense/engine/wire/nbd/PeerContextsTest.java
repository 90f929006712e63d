package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.LayeredDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is allocated and in which file: our server and qemu-nbd say the same of the same chain, to
/// nbdinfo and to our client.
@Tag("peers")
@Timeout(120)
class PeerContextsTest {
    private static final NbdClientOptions CURIOUS =
            NbdClientOptions.standard().with(NbdClientOptions.Ask.ALLOCATION_DEPTH);

    @TempDir Path folder;

    /// What a test needs of a server.
    private interface Use {
        void with(NbdUri uri) throws Exception;
    }

    private void overOurs(boolean raw, Use use) throws Exception {
        Path own = folder.resolve("ours");
        java.nio.file.Files.createDirectories(own);
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("o"));
        try (NbdServer server = NbdServer.listen(endpoint, NbdLimits.standard());
                Qcow2Image chain = Chains.make(own, raw)) {
            server.export("", chain);
            use.with(server.uri(""));
        }
    }

    /// The same files, made again: nobody but one may have them open.
    private void overQemu(boolean raw, Use use) throws Exception {
        Path own = folder.resolve("qemu");
        java.nio.file.Files.createDirectories(own);
        Chains.make(own, raw).close();
        Path socket = folder.resolve("q");
        try (PeerProcess _ =
                PeerProcess.serve(
                        socket,
                        "qemu-nbd",
                        "--persistent",
                        "--shared=0",
                        "--read-only",
                        "--allocation-depth",
                        "--socket=" + socket,
                        "--format=qcow2",
                        own.resolve("top.qcow2").toString())) {
            use.with(new NbdUri(new NbdEndpoint.UnixSocket(socket), ""));
        }
    }

    /// Of an explicit zero in a QCOW2 file we say that it reads as zeroes, and keep it apart from
    /// what no file says anything of; qemu calls it a hole too.
    private static List<String> map(NbdUri uri, String context) throws Exception {
        return PeerProcess.run("nbdinfo", "--map=" + context, uri.toString())
                .strip()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .map(line -> line.replace("2 zero", "3 hole,zero"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nbdinfoMapsBothContextsAsWithQemu(boolean raw) throws Exception {
        for (String context : List.of("base:allocation", "qemu:allocation-depth")) {
            overOurs(
                    raw,
                    ours ->
                            overQemu(
                                    raw,
                                    theirs ->
                                            assertThat(map(ours, context))
                                                    .as(context)
                                                    .hasSizeGreaterThan(3)
                                                    .isEqualTo(map(theirs, context))));
            deleteChains();
        }
    }

    private void deleteChains() throws Exception {
        for (String side : List.of("ours", "qemu")) {
            try (var files = java.nio.file.Files.list(folder.resolve(side))) {
                for (Path file : files.toList()) {
                    java.nio.file.Files.delete(file);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ourClientReadsTheDepthsOfQemu(boolean raw) throws Exception {
        overOurs(
                raw,
                ours ->
                        overQemu(
                                raw, theirs -> assertThat(depths(theirs)).isEqualTo(depths(ours))));
    }

    private static List<AllocationDepth> depths(NbdUri uri) throws Exception {
        try (NbdBlockDevice device = NbdBlockDevice.connect(uri, CURIOUS)) {
            LayeredDevice layers = device.layers().orElseThrow();
            return LayeredDevice.joined(layers.allocationDepth(0, device.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours", "qemu"})
    void listsAreAlike(String side) throws Exception {
        Use use =
                uri -> {
                    String text = PeerProcess.run("nbdinfo", "--list", uri.toString());
                    assertThat(text)
                            .contains("base:allocation", "qemu:allocation-depth", "8388608 (8M)");
                    assertThat(NbdBlockDevice.exports(uri, NbdClientOptions.standard()))
                            .singleElement()
                            .satisfies(entry ->
                                    assertThat(entry.details().orElseThrow().contexts())
                                            .containsExactly(
                                                    "base:allocation", "qemu:allocation-depth"));
                };
        if (side.equals("ours")) {
            overOurs(false, use);
        } else {
            overQemu(false, use);
        }
    }
}
