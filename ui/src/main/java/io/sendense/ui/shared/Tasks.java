package io.sendense.ui.shared;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import java.time.Duration;
import java.util.function.Consumer;

/// The way from the screen's thread to the engine and back. View-models know no other.
public interface Tasks {
    /// Something that may take long: a question to the engine, a file.
    @FunctionalInterface
    interface Call<T> {
        T call() throws EngineException, InterruptedException;
    }

    /// A call under way.
    interface Work {
        /// Interrupts the call. Neither of its answers arrives after this returns. Screen's thread
        /// only; repeatable.
        void cancel();
    }

    /// Runs a call off the screen's thread and brings its answer back to it, to exactly one of the
    /// two. What is neither answer nor `EngineException` arrives as `INTERNAL-ERROR`.
    <T> Work call(Call<T> call, Consumer<? super T> done, Consumer<? super Problem> failed);

    /// Runs an action on the screen's thread soon. From any thread.
    void onScreen(Runnable action);

    /// Runs an action on the screen's thread after a while. From any thread.
    void onScreenAfter(Duration delay, Runnable action);
}
