package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The lab in one terminal, the commands in another, and QEMU's programs as the judge.
@Tag("peers")
@Timeout(240)
class LabProcessTest {
    @TempDir private Path folder;

    @Test
    void bothDisksAreWhatTheLabFroze() throws Exception {
        Path qemuImg = Peers.require("qemu-img");
        Commands commands = new Commands(folder.resolve("home"));
        Path ready = folder.resolve("ready.json");
        Path frozen = folder.resolve("frozen");
        try (CommandProcess lab =
                commands.start(
                        "lab",
                        "--guest-rate",
                        "50",
                        "--vms",
                        "150",
                        "--ready-file",
                        ready.toString(),
                        "--keep-frozen",
                        frozen.toString())) {
            JsonNode facts = facts(lab, ready);
            Commands.Ran added =
                    commands.tryAdd(
                            "lab",
                            facts.path("password").asString(),
                            "--url",
                            facts.path("url").asString(),
                            "--user",
                            facts.path("user").asString(),
                            "--pin",
                            facts.path("sha256").asString());
            assertThat(added.code()).as(added.err()).isZero();
            assertThat(commands.run("inventory", "--json").json().at("/vcenters/0/vms").size())
                    .isGreaterThan(150 + 12);
            for (int i = 0; i < 2; i++) {
                Commands.Ran backup = commands.run("backup", "--vcenter", "lab", "pgtest1");
                assertThat(backup.code()).as(backup.err()).isZero();
            }
            assertThat(commands.run("verify", "--all").code()).isZero();
            JsonNode points = commands.run("points", "--json").json().path("points");
            assertThat(points.size()).isEqualTo(2);
            List<Path> states = states(frozen.resolve("pgtest1"));
            assertThat(states).hasSize(2);
            for (int i = 0; i < 2; i++) {
                // Points come newest first.
                for (JsonNode disk : points.path(1 - i).path("disks")) {
                    String layer = disk.path("layer").asString();
                    assertThat(exit(qemuImg, "check", layer)).isZero();
                    Path raw = states.get(i).resolve("disk-" + disk.path("key").asInt() + ".raw");
                    assertThat(exit(qemuImg, "compare", "-f", "qcow2", "-F", "raw", layer, raw))
                            .as(layer)
                            .isZero();
                }
            }
            int interrupted = lab.interrupt();
            assertThat(lab.exit()).isEqualTo(interrupted);
        }
    }

    private static JsonNode facts(CommandProcess lab, Path ready) throws Exception {
        while (!Files.exists(ready)) {
            assertThat(lab.isAlive()).as(lab.err()).isTrue();
            Thread.sleep(50);
        }
        return JsonMapper.builder().build().readTree(Files.readString(ready));
    }

    /// The kept states of a VM, oldest first.
    private static List<Path> states(Path vm) throws IOException {
        try (Stream<Path> folders = Files.list(vm)) {
            return folders.sorted(java.util.Comparator.comparing(LabProcessTest::modified))
                    .toList();
        }
    }

    private static java.nio.file.attribute.FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int exit(Path program, Object... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
