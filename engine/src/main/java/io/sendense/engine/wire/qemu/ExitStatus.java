package io.sendense.engine.wire.qemu;

/// How a process ended, as the JDK tells it. Immutable.
///
/// @param value exit code; above 128 on Unix, the number of the signal that ended it and 128
public record ExitStatus(int value) {
    private static final int SIGNALLED = 128;
    private static final int LAST_SIGNAL = 64;

    public boolean success() {
        return value == 0;
    }

    /// `exit code 1` or `signal 9`.
    @Override
    public String toString() {
        return value > SIGNALLED && value <= SIGNALLED + LAST_SIGNAL
                ? "signal " + (value - SIGNALLED)
                : "exit code " + value;
    }
}
