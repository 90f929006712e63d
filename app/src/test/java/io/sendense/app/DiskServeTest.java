package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.security.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `disk serve` with several exports and over TLS, and `disk copy` and `disk exports` on what it
/// serves: each server a process of its own.
@Tag("peers")
@Timeout(180)
class DiskServeTest {
    private static final int MIB = 1 << 20;

    @TempDir private Path folder;

    private Commands commands() {
        return new Commands(folder.resolve("home"));
    }

    private Commands.Ran run(Object... arguments) {
        List<String> all = new ArrayList<>();
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return commands().run(all.toArray(String[]::new));
    }

    private CommandProcess serve(Object... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("disk", "serve"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        CommandProcess server = commands().start(all.toArray(String[]::new));
        server.awaitOut("\n");
        return server;
    }

    private Path random(String name) throws IOException {
        byte[] bytes = new byte[4 * MIB];
        new Random(name.hashCode()).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    /// A folder with a CA, a server's identity for `localhost`, and one of a client.
    private Path certificates() throws Exception {
        TestIdentity authority = TestIdentity.authority("Test CA");
        Path own = Files.createDirectory(folder.resolve("certificates"));
        Files.writeString(own.resolve("ca-cert.pem"), authority.pem());
        for (String side : List.of("server", "client")) {
            TestIdentity identity = authority.issue("localhost");
            Files.writeString(own.resolve(side + "-cert.pem"), identity.pem());
            Files.writeString(own.resolve(side + "-key.pem"), identity.keyPem());
        }
        return own;
    }

    @Test
    void severalImagesAreServedByOneServer() throws Exception {
        Path first = random("first.raw");
        Path second = random("second.raw");
        Path socket = folder.resolve("s");
        try (CommandProcess server = serve(first, "--also", "two=" + second, "--socket", socket)) {
            assertThat(server.out().lines())
                    .containsExactly(
                            "nbd+unix:///disk?socket=" + socket,
                            "nbd+unix:///two?socket=" + socket);
            String uri = "nbd+unix:///two?socket=" + socket;
            Path copy = folder.resolve("copy.raw");
            assertThat(run("disk", "copy", uri, copy).code()).isZero();
            assertThat(Files.mismatch(second, copy)).isEqualTo(-1);
            Commands.Ran listed = run("disk", "exports", uri, "--json");
            assertThat(listed.code()).as(listed.err()).isZero();
            assertThat(listed.json().path("exports").size()).isEqualTo(2);
            assertThat(listed.json().path("exports").get(1).path("name").asString())
                    .isEqualTo("two");
            assertThat(listed.json().path("exports").get(1).path("sizeBytes").asLong())
                    .isEqualTo(4 * MIB);
            assertThat(run("disk", "exports", uri).out())
                    .contains("EXPORT", "two", "read-only", "base:allocation");
            assertThat(PeerProcess.run("nbdinfo", "--list", uri)).contains("disk", "two");
        }
    }

    @Test
    void everythingIsSaidOverTlsToClientsWithACertificate() throws Exception {
        Path image = random("image.raw");
        Path certificates = certificates();
        try (CommandProcess server =
                serve(
                        image,
                        "--port",
                        "0",
                        "--tls-certificates",
                        certificates,
                        "--tls-verify-peer")) {
            String address = server.out().strip().replace("127.0.0.1", "localhost");
            assertThat(address).startsWith("nbds://localhost:");
            String uri = address + "?tls-certificates=" + certificates;
            Path copy = folder.resolve("copy.raw");
            Commands.Ran copied = run("disk", "copy", uri, copy);
            assertThat(copied.code()).as(copied.err()).isZero();
            assertThat(Files.mismatch(image, copy)).isEqualTo(-1);
            assertThat(PeerProcess.run("nbdinfo", uri)).contains("with TLS");

            Commands.Ran plain = run("disk", "info", address.replace("nbds:", "nbd:"));
            assertThat(plain.code()).isEqualTo(1);
            assertThat(plain.err()).contains("IMAGE-UNREADABLE", "NBD_REP_ERR_TLS_REQD");
            Commands.Ran unknown = run("disk", "info", address);
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.err()).contains("unable to find valid certification path");
        }
    }

    @Test
    void optionsThatDoNotGoTogetherAreSaid() throws Exception {
        Path image = random("image.raw");
        Commands.Ran bare =
                run("disk", "serve", image, "--socket", folder.resolve("s"), "--tls", "require");
        assertThat(bare.code()).isEqualTo(1);
        assertThat(bare.err()).contains("REQUEST-INVALID", "TLS needs --tls-certificates");
        Commands.Ran empty =
                run(
                        "disk",
                        "serve",
                        image,
                        "--socket",
                        folder.resolve("s"),
                        "--tls-certificates",
                        folder.resolve("nowhere"));
        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.err()).contains("IMAGE-UNREADABLE", "there is no", "server-cert.pem");
        Commands.Ran twice =
                run(
                        "disk",
                        "serve",
                        image,
                        "--also",
                        "disk=" + image,
                        "--socket",
                        folder.resolve("t"));
        assertThat(twice.code()).isEqualTo(1);
        assertThat(twice.err()).contains("there is an export 'disk' already");
        assertThat(Files.exists(folder.resolve("t"))).isFalse();
        assertThat(run("disk", "info", "nbds://localhost/x?tls-verify-peer=0").err())
                .contains("REQUEST-INVALID", "servers are always verified");
    }

    /// The server is killed while it is written to, and started again.
    @Test
    void aCopyOutlivesItsServer() throws Exception {
        byte[] bytes = new byte[96 * MIB];
        new Random(1).nextBytes(bytes);
        Path source = Files.write(folder.resolve("source.raw"), bytes);
        Path target = Files.write(folder.resolve("target.raw"), new byte[0]);
        try (var raw = new java.io.RandomAccessFile(target.toFile(), "rw")) {
            raw.setLength(bytes.length);
        }
        Path socket = folder.resolve("s");
        String uri = "nbd+unix:///disk?socket=" + socket;
        try (CommandProcess first = serve(target, "--writable", "--socket", socket);
                CommandProcess copy =
                        commands()
                                .start(
                                        "disk",
                                        "copy",
                                        "--reconnect",
                                        "60",
                                        source.toString(),
                                        uri)) {
            while (copy.isAlive() && allZero(target)) {
                Thread.sleep(1);
            }
            first.kill();
            try (CommandProcess second = serve(target, "--writable", "--socket", socket)) {
                assertThat(copy.exit()).as(copy.err()).isZero();
                second.terminate();
                second.exit();
            }
        }
        assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    }

    private static boolean allZero(Path file) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file)) {
            var first = java.nio.ByteBuffer.allocate(8);
            channel.read(first);
            return first.getLong(0) == 0;
        }
    }
}
