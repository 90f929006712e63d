package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `hub serve` in a process of its own, as a machine without a screen runs it.
@Timeout(300)
class HubCommandTest {
    @TempDir private Path folder;

    private Commands commands() {
        return new Commands(folder.resolve("home"));
    }

    private CommandProcess serve(Path ready) throws Exception {
        CommandProcess hub =
                commands()
                        .start(
                                "hub",
                                "serve",
                                "--listen",
                                "127.0.0.1:0",
                                "--ready-file",
                                ready.toString());
        hub.awaitErr("Ctrl+C");
        return hub;
    }

    private static HttpResponse<String> ask(
            HttpClient client, JsonNode ready, String method, String path, String body)
            throws IOException, InterruptedException {
        String token = Files.readString(Path.of(ready.path("token_file").asString())).strip();
        return client.send(
                HttpRequest.newBuilder(URI.create(ready.path("url").asString() + path))
                        .timeout(Duration.ofMinutes(2))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesOnLoopbackKeepsItsTokenAndStopsRunsWhenItIsEnded() throws Exception {
        try (LabVCenter lab =
                        LabVCenter.start(
                                LabOptions.standard(Clock.systemUTC())
                                        .withTaskTime(Duration.ofMillis(20))
                                        .withGuestSteps(0));
                HttpClient client = HttpClient.newHttpClient()) {
            commands().add(lab);
            Path file = folder.resolve("ready.json");
            String token;
            try (CommandProcess hub = serve(file)) {
                JsonNode ready = JsonMapper.shared().readTree(Files.readString(file));
                Path kept = Path.of(ready.path("token_file").asString());
                token = Files.readString(kept).strip();
                assertThat(kept).isEqualTo(commands().home().resolve("hub.token"));
                for (Path each : List.of(kept, file)) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------");
                }
                assertThat(ask(client, ready, "GET", "/api/v1/health", "").body())
                        .isEqualTo("{\"status\":\"ok\"}");
                assertThat(Listeners.of(hub.pid())).isNotEmpty().allMatch(Listeners::isLoopback);

                assertClosed(commands().home());
                lab.faults()
                        .add(
                                FaultRule.on(FaultRule.FOLDER, new FaultAction.AnswerStatus(503))
                                        .always());
                HttpResponse<String> started =
                        ask(
                                client,
                                ready,
                                "POST",
                                "/api/v1/backups",
                                "{\"vm\": \"web/api\", \"vcenter\": \"lab\", \"type\": \"full\"}");
                assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
                awaitTransfer(client, ready);
                hub.terminate();
                assertThat(hub.exitWithin(Duration.ofMinutes(2))).isEqualTo(143);
                assertThat(hub.out() + hub.err()).doesNotContain(token);
            }
            lab.faults().clear();
            JsonNode run = commands().run("runs", "--json").json().path("runs").path(0);
            assertThat(run.path("state").asString()).isIn("CANCELLED", "FAILED");
            assertThat(commands().run("points", "--json").json().path("points").size()).isZero();
            try (Stream<Path> logs = Files.walk(commands().home().resolve("logs"))) {
                for (Path log : logs.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(log)).doesNotContain(token);
                }
            }
        }
    }

    /// A home is entered by its owner only, and what holds a secret or lets in is closed by itself.
    private static void assertClosed(Path home) throws IOException {
        for (String folder : List.of("", "logs", "held")) {
            assertThat(mode(home.resolve(folder))).as(folder).isEqualTo("rwx------");
        }
        int closed = 0;
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                if (file.toString()
                        .matches(".*(\\.token|\\.sock|\\.enc|\\.key|\\.store|engine\\.json)")) {
                    assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
                    closed++;
                }
            }
        }
        assertThat(closed).isGreaterThan(2);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void awaitTransfer(HttpClient client, JsonNode ready) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (ask(client, ready, "GET", "/api/v1/backups/1", "")
                    .body()
                    .contains("\"phase\":\"TRANSFER\"")) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the run never came to its transfer");
    }

    @Test
    void refusesOtherMachinesWithoutTlsAndATokenThatOthersRead() throws Exception {
        Commands.Ran open = commands().run("hub", "serve", "--listen", "0.0.0.0:0");
        assertThat(open.code()).isEqualTo(1);
        assertThat(open.err()).contains("REST-NOT-LOOPBACK");
        Commands.Ran odd = commands().run("hub", "serve", "--listen", "8082");
        assertThat(odd.err()).contains("REQUEST-INVALID", "ADDRESS:PORT");
        Commands.Ran half =
                commands().run("hub", "serve", "--listen", "127.0.0.1:0", "--tls-cert", "x");
        assertThat(half.code()).isEqualTo(2);
        Path token = commands().home().resolve("hub.token");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        Commands.Ran shared = commands().run("hub", "serve", "--listen", "127.0.0.1:0");
        assertThat(shared.err()).contains("TOKEN-FILE-UNUSABLE");
    }
}
