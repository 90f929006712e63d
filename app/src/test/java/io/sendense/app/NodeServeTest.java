package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `sendense node serve` in a process of its own.
@Timeout(240)
class NodeServeTest {
    @TempDir private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    private static JsonNode await(CommandProcess node, Path ready) throws Exception {
        while (!Files.exists(ready)) {
            assertThat(node.isAlive()).as(node.err()).isTrue();
            Thread.sleep(50);
        }
        return JsonMapper.shared().readTree(Files.readString(ready));
    }

    private static HttpResponse<String> get(JsonNode facts, String path, String token)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(facts.path("url").asString() + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void answersUntilItIsEnded() throws Exception {
        Commands commands = new Commands(home());
        Path ready = folder.resolve("ready.json");
        String token;
        try (CommandProcess node =
                commands.start("node", "serve", "--port", "0", "--ready-file", ready.toString())) {
            JsonNode facts = await(node, ready);
            Path file = home().resolve("node.token");
            assertThat(facts.path("token_file").asString()).isEqualTo(file.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            token = Files.readString(file).strip();
            HttpResponse<String> version = get(facts, "/api/v1/version", token);
            assertThat(version.statusCode()).isEqualTo(200);
            assertThat(JsonMapper.shared().readTree(version.body()).path("version"))
                    .isEqualTo(facts.path("version"));
            assertThat(get(facts, "/api/v1/health", "x" + token).statusCode()).isEqualTo(401);
            node.awaitErr("Ctrl+C ends it.");
            assertThat(node.err())
                    .contains(facts.path("url").asString(), file.toString())
                    .contains(facts.path("version").asString());
            node.terminate();
            assertThat(node.exit()).isEqualTo(143);
            assertThat(node.err()).contains("The node has ended.");
            assertThat(node.err() + node.out() + Files.readString(ready)).doesNotContain(token);
        }
        assertNothingButLogAndToken();
        assertThat(logs()).doesNotContain(token);
        assertKnownAgain(commands, token);
    }

    /// A node needs no engine: no catalog, no lock, no repository.
    private void assertNothingButLogAndToken() throws Exception {
        try (Stream<Path> files = Files.walk(home())) {
            List<String> names =
                    files.filter(Files::isRegularFile)
                            .map(file -> home().relativize(file).toString())
                            .toList();
            assertThat(names)
                    .contains("node.token")
                    .allMatch(name -> name.equals("node.token") || name.startsWith("logs/"));
        }
    }

    private String logs() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(home().resolve("logs"))) {
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    /// The token stays the same at the next start.
    private void assertKnownAgain(Commands commands, String token) throws Exception {
        Path ready = folder.resolve("again.json");
        try (CommandProcess node =
                commands.start("node", "serve", "--port", "0", "--ready-file", ready.toString())) {
            assertThat(get(await(node, ready), "/api/v1/health", token).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysWhereItsPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());
            Commands.Ran ran = new Commands(home()).run("node", "serve", "--port", port);
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains("REST-PLACE-UNAVAILABLE", "127.0.0.1:" + port, "in use");
        }
    }

    @Test
    void refusesATokenThatOthersCanRead() throws Exception {
        Path token = folder.resolve("token");
        Files.writeString(token, "a".repeat(43));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        Commands.Ran ran =
                new Commands(home())
                        .run("node", "serve", "--port", "0", "--token-file", token.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("TOKEN-FILE-UNUSABLE", "rw-r--r--");
        assertThat(ran.err()).doesNotContain("aaaa");
    }
}
