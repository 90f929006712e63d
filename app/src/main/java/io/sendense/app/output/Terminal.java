package io.sendense.app.output;

import java.io.Console;
import java.util.Optional;

/// The terminal this process was started at, if there is one.
public final class Terminal {
    private Terminal() {}

    /// A terminal that a person sits at; empty where streams go to files or pipes.
    public static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
