package io.sendense.engine.disk;

import io.sendense.engine.PeerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the tests ask of qemu-img and qemu-io.
public final class Qemu {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Qemu() {}

    /// Runs qemu-img; anything but success fails the test.
    public static String img(Object... arguments) throws Exception {
        return PeerProcess.run("qemu-img", texts(arguments));
    }

    /// Runs qemu-io commands on a file, one after the other.
    public static String io(Path file, Collection<String> commands) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-f", "qcow2"));
        for (String command : commands) {
            arguments.add("-c");
            arguments.add(command);
        }
        arguments.add(file.toString());
        return PeerProcess.run("qemu-io", arguments.toArray(String[]::new));
    }

    public static String io(Path file, String... commands) throws Exception {
        return io(file, List.of(commands));
    }

    /// Fails unless qemu-img finds neither leaks nor corruptions.
    public static void checkClean(Path file) throws Exception {
        img("check", "-q", "-f", "qcow2", file);
    }

    /// What `qemu-img check --output=json` says of any file it can open.
    public static JsonNode check(Path file) throws Exception {
        String text =
                PeerProcess.runToAnyEnd("qemu-img", "check", "--output=json", file.toString());
        // Complaints of the check go before or behind the object.
        return JSON.readTree(text.substring(text.indexOf("\n{") + 1, text.lastIndexOf("}") + 1));
    }

    /// Fails unless both have the same content.
    public static void compare(Path qcow2, Path raw) throws Exception {
        img("compare", "-q", "-f", "qcow2", "-F", "raw", qcow2, raw);
    }

    /// Runs qemu-img and parses what it prints.
    public static JsonNode json(Object... arguments) throws Exception {
        return JSON.readTree(img(arguments));
    }

    private static String[] texts(Object... arguments) {
        return java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    }
}
