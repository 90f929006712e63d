package io.sendense.engine.wire.qemu;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Starts programs without a shell, without our environment, and with nothing to read. Stateless.
final class ChildStart {
    private ChildStart() {}

    /// @param command program and arguments
    /// @param output whether what it prints comes to us, with its errors; else only its errors do
    static Process start(List<String> command, boolean output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                        .directory(Path.of("/").toFile());
        if (output) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectOutput(Redirect.DISCARD);
        }
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C");
        return builder.start();
    }
}
