package io.sendense.app.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command end in good order when a signal ends the process (Ctrl+C, `kill`): the command's
/// thread is interrupted, and the process waits until the command has released what it holds.
final class SignalWatch implements AutoCloseable {
    /// Time for removing a snapshot at a busy vCenter; what is left then, the next start removes.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Thread command = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "signal watch");

    SignalWatch() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupt() {
        command.interrupt();
        try {
            ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The command has released all it held.
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has just been released.
            return;
        }
    }
}
