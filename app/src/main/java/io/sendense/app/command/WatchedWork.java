package io.sendense.app.command;

import io.sendense.app.output.DiskProgress;
import io.sendense.app.output.Output;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.util.function.Supplier;

/// Work that shows how far it is, and says so where a signal cancels it.
final class WatchedWork {
    private WatchedWork() {}

    /// What is to be done.
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T run(DiskProgress progress) throws X, EngineException, InterruptedException;
    }

    /// Does it in this thread, which `SignalWatch` interrupts. Nothing moves on the terminal any
    /// more when this returns.
    ///
    /// @param name of the work, for people
    /// @param left what was left where it was cancelled: a sentence for people
    /// @throws InterruptedException it was cancelled, and that was said
    static <T, X extends Exception> T run(
            Output output, String name, Supplier<String> left, Work<T, X> work)
            throws X, EngineException, InterruptedException {
        try (DiskProgress progress = new DiskProgress(output, name)) {
            try {
                return work.run(progress);
            } catch (InterruptedException e) {
                progress.cancelled(left.get());
                throw e;
            } catch (Exception e) {
                if (ofDevices(e) && Thread.interrupted()) {
                    progress.cancelled(left.get());
                    throw (InterruptedException) new InterruptedException().initCause(e);
                }
                throw e;
            }
        }
    }

    /// Whether a call of a device or connection failed, as those do that are interrupted.
    private static boolean ofDevices(Exception e) {
        return e instanceof IOException || e.getCause() instanceof IOException;
    }
}
