package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.PeerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TLS with programs nobody here wrote (all of them GnuTLS), in both directions.
@Tag("peers")
@Timeout(120)
class PeerTlsTest {
    private static final int SIZE = 8 << 20;
    private static final NbdClientOptions OPTIONS = NbdClientOptions.standard();

    @TempDir Path folder;
    private TlsFolders folders;

    @BeforeEach
    void make() throws Exception {
        folders = new TlsFolders(folder);
    }

    private static byte[] random() {
        byte[] bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /// Our server, and their clients.
    @Nested
    class TheirClients {
        private final HookedDevice device = new HookedDevice(SIZE);

        private NbdServer serve(NbdEndpoint endpoint, NbdServerTls.Clients clients)
                throws Exception {
            NbdCredentials ours = NbdCredentials.ofServer(folders.of("server", "localhost"));
            NbdServer server =
                    NbdServer.listen(
                            endpoint,
                            NbdLimits.standard(),
                            NbdPolicy.standard()
                                    .withTls(NbdServerTls.require(ours).withClients(clients)));
            server.export("disk", device);
            return server;
        }

        private NbdServer serveTcp(NbdServerTls.Clients clients) throws Exception {
            return serve(NbdEndpoint.Tcp.loopback(0), clients);
        }

        private static String uri(NbdServer server, Path certificates) {
            return server.uri("disk")
                    .withTls(NbdUri.Tls.standard().withCertificates(certificates))
                    .toString()
                    .replace("127.0.0.1", "localhost");
        }

        @Test
        void nbdinfoIsServed() throws Exception {
            try (NbdServer server = serveTcp(NbdServerTls.Clients.ANY)) {
                String text = PeerProcess.run("nbdinfo", uri(server, folders.ofNobody()));
                assertThat(text)
                        .contains("newstyle-fixed with TLS", "structured packets", "8388608");
                assertThat(PeerProcess.run("nbdinfo", "--list", uri(server, folders.ofNobody())))
                        .contains("export=\"disk\"");
                String unbelieved =
                        PeerProcess.runExpecting(1, "nbdinfo", uri(server, folders.ofUnbeliever()));
                assertThat(unbelieved).containsIgnoringCase("certificate");
                String plain =
                        uri(server, folder).replaceAll("^nbds", "nbd").replaceAll("\\?.*", "");
                assertThat(PeerProcess.runExpecting(1, "nbdinfo", plain))
                        .containsIgnoringCase("TLS");
            }
        }

        @Test
        void nbdinfoNeedsACertificateWhereTheServerWantsOne() throws Exception {
            try (NbdServer server = serveTcp(NbdServerTls.Clients.WITH_CERTIFICATE)) {
                PeerProcess.run("nbdinfo", uri(server, folders.of("client", "a client")));
                PeerProcess.runExpecting(1, "nbdinfo", uri(server, folders.ofNobody()));
                Path stranger = folders.ofStranger("client", "a client");
                PeerProcess.runExpecting(1, "nbdinfo", uri(server, stranger));
                PeerProcess.run("nbdinfo", uri(server, folders.of("client", "another")));
            }
        }

        @Test
        void nbdcopyCopiesBothWays() throws Exception {
            Path source = folder.resolve("source");
            Path back = folder.resolve("back");
            Files.write(source, random());
            NbdEndpoint unix = new NbdEndpoint.UnixSocket(folder.resolve("s"));
            for (NbdEndpoint endpoint : List.of(NbdEndpoint.Tcp.loopback(0), unix)) {
                try (NbdServer server = serve(endpoint, NbdServerTls.Clients.ANY)) {
                    String uri = uri(server, folders.ofNobody());
                    PeerProcess.run("nbdcopy", "--connections=4", source.toString(), uri);
                    assertThat(device.bytes(0, SIZE)).isEqualTo(random());
                    PeerProcess.run("nbdcopy", "--connections=4", uri, back.toString());
                    assertThat(Files.mismatch(source, back)).isEqualTo(-1);
                }
                device.zero(0, SIZE, io.sendense.engine.disk.block.ZeroMode.MAY_DEALLOCATE);
                Files.delete(back);
            }
        }

        @Test
        void qemuImgConvertsAndCompares() throws Exception {
            Path source = folder.resolve("source");
            Files.write(source, random());
            try (NbdServer server = serveTcp(NbdServerTls.Clients.WITH_CERTIFICATE)) {
                String port = server.uri("").toString().replaceAll(".*:([0-9]+)/.*", "$1");
                String credentials =
                        "tls-creds-x509,id=t,endpoint=client,dir="
                                + folders.of("client", "a client");
                String image = "driver=nbd,host=localhost,export=disk,tls-creds=t,port=" + port;
                List<String> common = List.of("--object", credentials, "--image-opts");
                run("qemu-img", List.of("info"), common, List.of(image));
                device.write(0, ByteBuffer.wrap(random()));
                String out = folder.resolve("out").toString();
                run("qemu-img", List.of("convert", "-O", "raw"), common, List.of(image, out));
                assertThat(Files.mismatch(source, Path.of(out))).isEqualTo(-1);
            }
        }

        @SafeVarargs
        private static void run(String program, List<String>... arguments) throws Exception {
            List<String> all = new ArrayList<>();
            for (List<String> each : arguments) {
                all.addAll(each);
            }
            PeerProcess.run(program, all.toArray(String[]::new));
        }
    }

    /// Their servers, and our client.
    @Nested
    class TheirServers {
        private Path socket() {
            return folder.resolve("peer");
        }

        private NbdUri uri() {
            return new NbdUri(new NbdEndpoint.UnixSocket(socket()), "");
        }

        private PeerProcess nbdkit(String... tls) throws Exception {
            List<String> command =
                    new ArrayList<>(List.of("-f", "--exit-with-parent", "-U", socket().toString()));
            command.add("--tls-certificates=" + folders.of("server", "localhost"));
            command.addAll(List.of(tls));
            command.addAll(List.of("memory", "size=" + SIZE));
            return PeerProcess.serve(socket(), "nbdkit", command.toArray(String[]::new));
        }

        private PeerProcess qemuNbd(boolean verify) throws Exception {
            Path image = folder.resolve("image.raw");
            try (RandomAccessFile raw = new RandomAccessFile(image.toFile(), "rw")) {
                raw.setLength(SIZE);
            }
            return PeerProcess.serve(
                    socket(),
                    "qemu-nbd",
                    "--persistent",
                    "--shared=0",
                    "--format=raw",
                    "--socket=" + socket(),
                    "--object=tls-creds-x509,id=t,endpoint=server,verify-peer="
                            + (verify ? "yes" : "no")
                            + ",dir="
                            + folders.of("server", "localhost"),
                    "--tls-creds=t",
                    image.toString());
        }

        private NbdUri secure(Path certificates) {
            return uri().withTls(
                            NbdUri.Tls.standard()
                                    .withCertificates(certificates)
                                    .withHostname("localhost"));
        }

        private void works(NbdUri uri, NbdClientOptions options) throws IOException {
            try (NbdBlockDevice device = NbdBlockDevice.connect(uri, options.withConnections(3))) {
                device.write(0, ByteBuffer.wrap(random()));
                device.flush();
                ByteBuffer back = ByteBuffer.allocate(SIZE);
                device.read(0, back);
                assertThat(java.util.Arrays.equals(back.array(), random())).isTrue();
            }
        }

        @Test
        void nbdkitRequiresIt() throws Exception {
            try (PeerProcess _ = nbdkit("--tls=require", "--tls-verify-peer")) {
                works(secure(folders.of("client", "a client")), OPTIONS);
                assertThatThrownBy(() -> works(secure(folders.ofNobody()), OPTIONS))
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(() -> works(secure(folders.ofUnbeliever()), OPTIONS))
                        .isInstanceOf(NbdTlsException.class)
                        .hasMessageContaining("unable to find valid");
                assertThatThrownBy(() -> works(uri(), OPTIONS))
                        .isInstanceOfSatisfying(
                                NbdRefusedException.class,
                                e ->
                                        assertThat(e.reason())
                                                .isEqualTo(
                                                        NbdRefusedException.Reason.TLS_REQUIRED));
                works(secure(folders.of("client", "another")), OPTIONS);
            }
        }

        @Test
        void nbdkitAllowsIt() throws Exception {
            NbdCredentials client = NbdCredentials.ofClient(folders.ofNobody());
            try (PeerProcess _ = nbdkit("--tls=on")) {
                works(secure(folders.ofNobody()), OPTIONS);
                works(uri(), OPTIONS);
                works(uri(), OPTIONS.withTls(NbdClientTls.allow(client)));
            }
        }

        @Test
        void nbdkitHasItSwitchedOff() throws Exception {
            NbdCredentials client = NbdCredentials.ofClient(folders.ofNobody());
            try (PeerProcess _ = nbdkit("--tls=off")) {
                works(uri(), OPTIONS.withTls(NbdClientTls.allow(client)));
                assertThatThrownBy(() -> works(secure(folders.ofNobody()), OPTIONS))
                        .isInstanceOf(NbdTlsException.class)
                        .hasMessageContaining("does not offer TLS");
            }
        }

        @Test
        void qemuNbdRequiresIt() throws Exception {
            try (PeerProcess _ = qemuNbd(false)) {
                works(secure(folders.ofNobody()), OPTIONS);
                assertThat(NbdBlockDevice.exports(secure(folders.ofNobody()), OPTIONS)).hasSize(1);
                assertThatThrownBy(() -> works(uri(), OPTIONS))
                        .isInstanceOf(NbdRefusedException.class)
                        .hasMessageContaining("TLS_REQD");
            }
        }

        @Test
        void qemuNbdWantsACertificate() throws Exception {
            try (PeerProcess _ = qemuNbd(true)) {
                works(secure(folders.of("client", "a client")), OPTIONS);
                assertThatThrownBy(() -> works(secure(folders.ofNobody()), OPTIONS))
                        .isInstanceOf(IOException.class);
                works(secure(folders.of("client", "another")), OPTIONS);
            }
        }
    }
}
