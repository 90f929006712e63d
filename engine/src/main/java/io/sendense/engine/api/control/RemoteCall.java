package io.sendense.engine.api.control;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemJson;
import io.sendense.engine.run.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One call that waits for its answer. The caller waits in [#await]; the connection's reader
/// delivers. Thread-safe.
final class RemoteCall {
    private final Object lock = new Object();
    private final Problem stopped;

    /// The newest line with progress that was not told yet.
    @GuardedBy("lock")
    private @Nullable JsonNode progress;

    /// The line that ends the call.
    @GuardedBy("lock")
    private @Nullable JsonNode answer;

    /// Why there will be no answer.
    @GuardedBy("lock")
    private @Nullable Problem lost;

    /// @param stopped what is thrown where the engine stops the call of its own accord
    RemoteCall(Problem stopped) {
        this.stopped = stopped;
    }

    /// Takes a line with this call's number.
    void deliver(JsonNode line) {
        synchronized (lock) {
            if (line.has("progress")) {
                progress = line.path("progress");
            } else {
                answer = line;
            }
            lock.notifyAll();
        }
    }

    /// Ends the call: the connection is gone.
    void lose(Problem problem) {
        synchronized (lock) {
            lost = problem;
            lock.notifyAll();
        }
    }

    /// Waits for the answer and tells progress on the caller's thread. Interrupted, it has the
    /// engine cancel the call and gives it a moment to end, so that what the call held is given
    /// back. An answer that was under way then counts, and the interrupt is kept.
    JsonNode await(Progress listener, Runnable cancel)
            throws EngineException, InterruptedException {
        try {
            while (true) {
                JsonNode told;
                synchronized (lock) {
                    while (progress == null && answer == null && lost == null) {
                        lock.wait();
                    }
                    told = progress;
                    progress = null;
                    if (told == null) {
                        return result();
                    }
                }
                listener.at(
                        told.path("what").asString(""),
                        told.path("done").asLong(0),
                        told.path("total").asLong(0));
            }
        } catch (InterruptedException e) {
            cancel.run();
            if (endsWithin(Protocol.FAREWELL)) {
                synchronized (lock) {
                    if (answer != null && answer.has("result")) {
                        Thread.currentThread().interrupt();
                        return answer.path("result");
                    }
                }
            }
            throw e;
        }
    }

    @GuardedBy("lock")
    private JsonNode result() throws EngineException {
        if (answer != null && answer.has("result")) {
            return answer.path("result");
        }
        if (answer != null && answer.has("problem")) {
            throw ProblemJson.read(answer.path("problem")).toException();
        }
        if (lost != null) {
            throw lost.toException();
        }
        throw stopped.toException();
    }

    private boolean endsWithin(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        synchronized (lock) {
            while (answer == null && lost == null) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    break;
                }
                try {
                    lock.wait(millis);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return answer != null || lost != null;
        }
    }
}
