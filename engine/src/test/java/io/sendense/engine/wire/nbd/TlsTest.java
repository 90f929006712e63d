package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who gets TLS, who must have it, and who is believed: both of our own ends, in every mode
/// (proto.md, "TLS support").
@Timeout(60)
class TlsTest {
    private static final NbdClientOptions PLAIN = NbdClientOptions.standard();

    @TempDir Path folder;
    private TlsFolders folders;
    private NbdCredentials ours;

    @BeforeEach
    void make() throws Exception {
        folders = new TlsFolders(folder);
        ours = NbdCredentials.ofServer(folders.of("server", "localhost"));
    }

    private NbdServer serve(NbdServerTls tls) throws IOException {
        NbdServer server =
                NbdServer.listen(
                        NbdEndpoint.Tcp.loopback(0),
                        NbdLimits.standard(),
                        NbdPolicy.standard().withTls(tls));
        server.export("disk", new MemoryBlockDevice(1 << 20));
        return server;
    }

    /// The server's address by the name its certificate is for.
    private static NbdUri named(NbdServer server) {
        return NbdUri.parse(server.uri("disk").toString().replace("127.0.0.1", "localhost"));
    }

    private static NbdUri secure(NbdServer server, Path certificates) {
        return named(server).withTls(NbdUri.Tls.standard().withCertificates(certificates));
    }

    private static void works(NbdUri uri, NbdClientOptions options) throws IOException {
        try (NbdBlockDevice device = NbdBlockDevice.connect(uri, options.withConnections(2))) {
            device.write(1000, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            ByteBuffer back = ByteBuffer.allocate(5);
            device.read(999, back);
            assertThat(back.array()).containsExactly(0, 1, 2, 3, 0);
        }
        assertThat(NbdBlockDevice.exports(uri, options)).hasSize(1);
    }

    private static void fails(NbdUri uri, NbdClientOptions options, String... words) {
        assertThatThrownBy(() -> NbdBlockDevice.connect(uri, options).close())
                .isInstanceOf(NbdTlsException.class)
                .hasMessageContaining(uri.toString())
                .hasMessageContainingAll(words);
    }

    @Test
    void isRefusedWhereTheServerHasItSwitchedOff() throws Exception {
        NbdCredentials client = NbdCredentials.ofClient(folders.ofNobody());
        try (NbdServer server = serve(NbdServerTls.off())) {
            works(named(server), PLAIN);
            works(named(server), PLAIN.withTls(NbdClientTls.allow(client)));
            fails(named(server), PLAIN.withTls(NbdClientTls.require(client)), "does not offer TLS");
            fails(secure(server, folders.ofNobody()), PLAIN, "does not offer TLS");
        }
    }

    @Test
    void isTheClientsChoiceWhereTheServerAllowsIt() throws Exception {
        NbdCredentials client = NbdCredentials.ofClient(folders.ofNobody());
        try (NbdServer server = serve(NbdServerTls.allow(ours))) {
            assertThat(server.uri("disk").tls()).isEmpty();
            works(named(server), PLAIN);
            works(named(server), PLAIN.withTls(NbdClientTls.allow(client)));
            works(named(server), PLAIN.withTls(NbdClientTls.require(client)));
            works(secure(server, folders.ofNobody()), PLAIN);
        }
    }

    @Test
    void isForEverybodyWhereTheServerRequiresIt() throws Exception {
        NbdCredentials client = NbdCredentials.ofClient(folders.ofNobody());
        try (NbdServer server = serve(NbdServerTls.require(ours))) {
            assertThat(server.uri("disk").toString()).startsWith("nbds://");
            NbdUri plain = new NbdUri(named(server).endpoint(), "disk");
            assertThatThrownBy(() -> NbdBlockDevice.connect(plain, PLAIN).close())
                    .isInstanceOfSatisfying(
                            NbdRefusedException.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(NbdRefusedException.Reason.TLS_REQUIRED));
            works(plain, PLAIN.withTls(NbdClientTls.allow(client)));
            works(plain, PLAIN.withTls(NbdClientTls.require(client)));
            works(named(server), PLAIN.withTls(NbdClientTls.require(client)));
            works(secure(server, folders.ofNobody()), PLAIN);
        }
    }

    @Test
    void isRefusedToAServerNobodyVouchesFor() throws Exception {
        try (NbdServer server = serve(NbdServerTls.require(ours))) {
            fails(secure(server, folders.ofUnbeliever()), PLAIN, "unable to find valid");
            fails(
                    named(server),
                    PLAIN,
                    "unable to find valid"); // the platform does not know our CA
            NbdUri byAddress =
                    NbdUri.parse(server.uri("disk").toString())
                            .withTls(NbdUri.Tls.standard().withCertificates(folders.ofNobody()));
            fails(byAddress, PLAIN, "127.0.0.1");
            NbdUri wrongName =
                    named(server)
                            .withTls(
                                    NbdUri.Tls.standard()
                                            .withCertificates(folders.ofNobody())
                                            .withHostname("other.example"));
            fails(wrongName, PLAIN, "other.example");
            works(
                    byAddress.withTls(byAddress.tls().orElseThrow().withHostname("localhost")),
                    PLAIN);
        }
    }

    @Test
    void wantsCertificatesOfClientsWhereTheServerIsToldSo() throws Exception {
        NbdServerTls picky =
                NbdServerTls.require(ours).withClients(NbdServerTls.Clients.WITH_CERTIFICATE);
        try (NbdServer server = serve(picky)) {
            works(secure(server, folders.of("client", "client 7")), PLAIN);
            fails(secure(server, folders.ofNobody()), PLAIN, "certificate_required");
            NbdUri stranger = secure(server, folders.ofStranger("client", "client 7"));
            fails(stranger, PLAIN, "certificate_required"); // its own is none the server asked for
            works(secure(server, folders.of("client", "client 8")), PLAIN);
        }
    }

    @Test
    void sendsARevokedClientAway() throws Exception {
        Path own = folders.of("server", "localhost");
        Path revoked = folders.revoke(own, "client 7");
        NbdServerTls picky =
                NbdServerTls.require(NbdCredentials.ofServer(own))
                        .withClients(NbdServerTls.Clients.WITH_CERTIFICATE);
        try (NbdServer server = serve(picky)) {
            fails(secure(server, revoked), PLAIN, "certificate");
            works(secure(server, folders.of("client", "client 8")), PLAIN);
        }
    }

    @Test
    void worksOverUnixSockets() throws Exception {
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        NbdPolicy policy = NbdPolicy.standard().withTls(NbdServerTls.require(ours));
        try (NbdServer server = NbdServer.listen(endpoint, NbdLimits.standard(), policy)) {
            server.export("disk", new MemoryBlockDevice(1 << 20));
            NbdUri.Tls tls = NbdUri.Tls.standard().withCertificates(folders.ofNobody());
            works(server.uri("disk").withTls(tls), PLAIN);
            works(server.uri("disk").withTls(tls.withHostname("localhost")), PLAIN);
            fails(server.uri("disk").withTls(tls.withHostname("elsewhere")), PLAIN, "elsewhere");
            NbdUri.Tls wrong = NbdUri.Tls.standard().withCertificates(folders.ofUnbeliever());
            fails(server.uri("disk").withTls(wrong), PLAIN, "unable to find valid");
        }
    }

    @Test
    void saysWhichFileIsMissingOrBroken() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> NbdCredentials.ofServer(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("server-cert.pem");
        assertThatThrownBy(() -> NbdCredentials.ofClient(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca-cert.pem");
        Path broken = folders.of("server", "localhost");
        Files.writeString(broken.resolve("server-key.pem"), "nothing\n");
        assertThatThrownBy(() -> NbdCredentials.ofServer(broken))
                .hasMessageContaining("server-key.pem' holds no private key");
        Files.writeString(broken.resolve("ca-cert.pem"), "nothing\n");
        assertThatThrownBy(() -> NbdCredentials.ofClient(broken))
                .hasMessageContaining("ca-cert.pem");
        Path alone = folders.of("server", "localhost");
        Files.delete(alone.resolve("ca-cert.pem"));
        NbdServerTls trusting = NbdServerTls.require(NbdCredentials.ofServer(alone));
        assertThatThrownBy(() -> trusting.withClients(NbdServerTls.Clients.WITH_CERTIFICATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ca-cert.pem");
    }

    /// proto.md, "FORCEDTLS mode".
    @Test
    void isTheOnlyThingARequiringServerTalksAboutInPlainText() throws Exception {
        try (NbdServer server = serve(NbdServerTls.require(ours))) {
            NbdEndpoint endpoint = server.uri("disk").endpoint();
            try (RawClient client = RawClient.greeted(endpoint, 3)) {
                for (int option : new int[] {3, 6, 7, 8, 9, 10, 11, 4242}) {
                    client.option(option, new byte[0]);
                    client.expectError(option, 5); // NBD_REP_ERR_TLS_REQD
                }
                client.option(7, new byte[(64 << 10) + 1]);
                client.expectError(7, 5);
                client.option(5, new byte[1]);
                client.expectError(5, 3);
                client.option(2, new byte[0]);
                client.expectReply(2, 1);
                client.expectEnd();
            }
            try (RawClient client = RawClient.greeted(endpoint, 3)) {
                client.option(1, "disk".getBytes(StandardCharsets.UTF_8));
                client.expectEnd();
            }
            try (RawClient tooOld = RawClient.greeted(endpoint, 0)) {
                tooOld.expectEnd();
            }
        }
        try (NbdServer server = serve(NbdServerTls.off());
                RawClient client = RawClient.greeted(server.uri("").endpoint(), 3)) {
            client.option(5, new byte[0]);
            client.expectError(5, 2); // NBD_REP_ERR_POLICY
            client.go("disk");
        }
    }

    /// What somebody puts between the option and the handshake must not count as said over TLS.
    @Test
    void takesNothingThatWasSentBeforeItBegan() throws Exception {
        try (NbdServer server = serve(NbdServerTls.require(ours));
                RawClient client = RawClient.greeted(server.uri("").endpoint(), 3)) {
            ByteBuffer both = ByteBuffer.allocate(32);
            both.putLong(RawClient.IHAVEOPT).putInt(5).putInt(0);
            both.putLong(RawClient.IHAVEOPT).putInt(3).putInt(0);
            client.out.write(both.array());
            client.out.flush();
            client.expectReply(5, 1);
            client.expectEnd();
        }
        ScriptedServer.Script injecting =
                peer -> {
                    peer.greet(3);
                    peer.option(5);
                    ByteBuffer both = ByteBuffer.allocate(40);
                    both.putLong(0x3e889045565a9L).putInt(5).putInt(1).putInt(0);
                    both.putLong(0x3e889045565a9L).putInt(8).putInt(1).putInt(0);
                    peer.out().write(both.array());
                    peer.out().flush();
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, injecting)) {
            NbdUri uri = server.uri().withTls(NbdUri.Tls.standard());
            assertThatThrownBy(() -> NbdBlockDevice.connect(uri, PLAIN).close())
                    .isInstanceOf(NbdProtocolException.class)
                    .hasMessageContaining("plain text follows");
        }
    }

    @Test
    void doesNotWaitForEverForAHandshake() throws Exception {
        NbdLimits limits =
                NbdLimits.standard()
                        .withTimes(
                                new NbdLimits.Times(
                                        Duration.ofMillis(300),
                                        Duration.ofMinutes(5),
                                        Duration.ofMinutes(5),
                                        Duration.ofSeconds(1)));
        NbdEndpoint endpoint = new NbdEndpoint.UnixSocket(folder.resolve("s"));
        NbdPolicy policy = NbdPolicy.standard().withTls(NbdServerTls.require(ours));
        try (NbdServer server = NbdServer.listen(endpoint, limits, policy);
                RawClient client = RawClient.greeted(endpoint, 3)) {
            assertThat(server.uri("").tls()).isPresent();
            client.option(5, new byte[0]);
            client.expectReply(5, 1);
            client.expectEnd();
        }
        ScriptedServer.Script silent =
                peer -> {
                    peer.greet(3);
                    peer.option(5);
                    peer.reply(5, 1, new byte[0]);
                    peer.drain();
                };
        try (ScriptedServer server = new ScriptedServer(folder, silent)) {
            NbdUri uri = server.uri().withTls(NbdUri.Tls.standard());
            NbdClientOptions impatient = PLAIN.withConnectTime(Duration.ofMillis(300));
            assertThatThrownBy(() -> NbdBlockDevice.connect(uri, impatient).close())
                    .isInstanceOf(NbdDisconnectedException.class)
                    .hasMessageContaining("longer than 300 ms");
        }
    }
}
