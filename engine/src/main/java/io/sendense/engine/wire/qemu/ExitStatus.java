package io.sendense.engine.wire.qemu;

import java.util.Optional;

/// How a process ended, as the JDK tells it. Immutable.
///
/// @param value exit code; above 128 on Unix, the number of the signal that ended it and 128
public record ExitStatus(int value) {
    private static final int SIGNALLED = 128;
    private static final int LAST_SIGNAL = 64;

    public boolean success() {
        return value == 0;
    }

    /// The number of the signal that ended it.
    public Optional<Integer> signal() {
        return value > SIGNALLED && value <= SIGNALLED + LAST_SIGNAL
                ? Optional.of(value - SIGNALLED)
                : Optional.empty();
    }

    /// `exit code 1` or `signal 9`.
    @Override
    public String toString() {
        return signal().map(number -> "signal " + number).orElse("exit code " + value);
    }
}
