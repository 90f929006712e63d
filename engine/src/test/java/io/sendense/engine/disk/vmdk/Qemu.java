package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.disk.image.MapEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// QEMU's tools, as makers and judges of disk files.
public final class Qemu {
    private Qemu() {}

    /// What a program said, and how it ended.
    public record Ran(int exit, String text) {
        public String ok() {
            assertThat(exit).as(text).isZero();
            return text;
        }
    }

    /// Runs a program in a folder and waits for it.
    public static Ran run(Path folder, String program, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Peers.require(program).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), text);
    }

    /// `qemu-img` with these arguments, which must succeed.
    public static String img(Path folder, Object... arguments) throws Exception {
        return run(folder, "qemu-img", arguments).ok();
    }

    /// `qemu-io` with these commands on a file, all of which must succeed.
    public static void io(Path folder, String format, Path file, String... commands)
            throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("-f", format));
        for (String command : commands) {
            arguments.add("-c");
            arguments.add(command);
        }
        arguments.add(file);
        assertThat(run(folder, "qemu-io", arguments.toArray()).ok()).doesNotContain("failed");
    }

    /// `qemu-img map`, in our words.
    public static List<MapEntry> map(Path file) throws Exception {
        Path folder = file.toAbsolutePath().getParent();
        String json = img(folder, "map", "--output=json", file);
        List<MapEntry> entries = new ArrayList<>();
        for (JsonNode entry : JsonMapper.shared().readTree(json)) {
            entries.add(
                    new MapEntry(
                            entry.get("start").asLong(),
                            entry.get("length").asLong(),
                            entry.get("depth").asInt(),
                            entry.get("present").asBoolean(),
                            entry.get("zero").asBoolean(),
                            entry.get("data").asBoolean(),
                            entry.has("offset")
                                    ? OptionalLong.of(entry.get("offset").asLong())
                                    : OptionalLong.empty()));
        }
        return entries;
    }
}
