package io.sendense.engine.fuzz;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What Jazzer calls, in a process of its own: one input, one target.
public final class OneInput {
    private static @Nullable Feed feed;

    private OneInput() {}

    /// @param arguments name of the target, an empty folder
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        feed = FuzzTarget.of(arguments[0]).feed(Path.of(arguments[1]));
    }

    /// Fails where there is a finding.
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (feed != null && input.length > 0) {
            Effort.take(feed, input);
        }
    }
}
