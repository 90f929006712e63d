package io.sendense.ui.shared;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tasks on the JavaFX toolkit: calls on virtual threads, answers on the FX application thread. The
/// only class of the console that starts threads or enters that thread. Thread-safe.
public final class FxTasks implements Tasks, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FxTasks.class);

    private final ExecutorService calls =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("console-call-", 1).factory());
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(
                    1,
                    Thread.ofPlatform().daemon().name("console-clock").factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public <T> Work call(Call<T> call, Consumer<? super T> done, Consumer<? super Problem> failed) {
        Running work = new Running();
        try {
            work.future = calls.submit(() -> perform(call, done, failed, work));
        } catch (RejectedExecutionException e) {
            LOG.debug("a call came after the console was closed", e);
        }
        return work;
    }

    private static <T> void perform(
            Call<T> call,
            Consumer<? super T> done,
            Consumer<? super Problem> failed,
            Running work) {
        try {
            T answer = call.call();
            work.answer(() -> done.accept(answer));
        } catch (EngineException e) {
            LOG.debug("a call failed", e);
            work.answer(() -> failed.accept(e.problem()));
        } catch (InterruptedException _) {
            LOG.debug("a call was given up");
        } catch (RuntimeException | Error e) {
            LOG.error("a call broke", e);
            work.answer(() -> failed.accept(internal(e)));
        }
    }

    private static Problem internal(Throwable cause) {
        return Problem.of(ProblemCode.INTERNAL_ERROR).because(cause);
    }

    @Override
    public void onScreen(Runnable action) {
        Platform.runLater(action);
    }

    @Override
    public void onScreenAfter(Duration delay, Runnable action) {
        var _ =
                clock.schedule(
                        () -> Platform.runLater(action), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Interrupts all calls and waits a few seconds for them. Their answers do not arrive.
    @Override
    public void close() {
        clock.shutdownNow();
        calls.shutdownNow();
        try {
            if (!calls.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("a call goes on although the console is closed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A call and whether its answer is still wanted; that is decided on the FX thread alone.
    private static final class Running implements Work {
        private volatile @Nullable Future<?> future;
        private boolean cancelled;

        private void answer(Runnable answer) {
            Platform.runLater(() -> {
                if (!cancelled) {
                    answer.run();
                }
            });
        }

        @Override
        public void cancel() {
            cancelled = true;
            Future<?> running = future;
            if (running != null) {
                running.cancel(true);
            }
        }
    }
}
