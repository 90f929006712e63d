package io.sendense.app.output;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The terminal this process was started at, if there is one.
public final class Terminal {
    private Terminal() {}

    /// A terminal that a person sits at; empty where streams go to files or pipes.
    public static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /// Whether that person sees stderr as it is written, so that bars may move there. Only Linux
    /// tells; elsewhere a terminal is taken to show both streams.
    public static boolean showsErrors() {
        if (console().isEmpty()) {
            return false;
        }
        try {
            Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return file.startsWith("/dev") && !file.equals(Path.of("/dev/null"));
        } catch (IOException _) {
            return true;
        }
    }
}
