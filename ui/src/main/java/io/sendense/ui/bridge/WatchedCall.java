package io.sendense.ui.bridge;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.Progress;
import io.sendense.ui.shared.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableDoubleValue;
import org.jspecify.annotations.Nullable;

/// One long call of the engine at a time, whose progress is shown at most five times a second and
/// which can be cancelled. FX thread only; the engine's thread only leaves its newest step.
public final class WatchedCall {
    private static final Duration DRAIN_DELAY = Duration.ofMillis(200);

    /// Before that a rate says nothing.
    private static final long LEAST_MILLIS = 1000;

    private final Tasks tasks;
    private final InstantSource clock;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.NONE);
    private final ObservableDoubleValue fraction =
            Bindings.createDoubleBinding(() -> step.get().fraction(), step);
    private @Nullable Under under;

    public WatchedCall(Tasks tasks, InstantSource clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /// Something that takes long.
    @FunctionalInterface
    public interface Call<T> {
        T call(Progress progress) throws EngineException, InterruptedException;
    }

    /// How far it is. Immutable.
    ///
    /// @param what it deals with now
    /// @param perSecond of the same unit as `done`, since the beginning; 0 in the first second
    public record Step(String what, long done, long total, long perSecond) {
        static final Step NONE = new Step("", 0, 0, 0);

        /// From 0 to 1; -1 where that cannot be said.
        public double fraction() {
            return total <= 0 ? -1 : Math.min(1, (double) done / total);
        }
    }

    private record Told(String what, long done, long total) {}

    /// The call under way.
    private final class Under implements Progress {
        private final AtomicReference<Optional<Told>> newest =
                new AtomicReference<>(Optional.empty());
        private final Instant begin = clock.instant();
        private Tasks.@Nullable Work work;

        @Override
        public void at(String what, long done, long total) {
            Optional<Told> before = newest.getAndSet(Optional.of(new Told(what, done, total)));
            if (before.isEmpty()) {
                tasks.onScreenAfter(DRAIN_DELAY, this::drain);
            }
        }

        private void drain() {
            Optional<Told> told = newest.getAndSet(Optional.empty());
            if (told.isPresent() && this == under) {
                long millis = Duration.between(begin, clock.instant()).toMillis();
                Told now = told.get();
                step.set(
                        new Step(
                                now.what(),
                                now.done(),
                                now.total(),
                                millis < LEAST_MILLIS ? 0 : (long) (now.done() * 1000.0 / millis)));
            }
        }
    }

    /// Starts a call; one that still runs is cancelled first.
    public <T> void start(
            Call<T> call, Consumer<? super T> done, Consumer<? super Problem> failed) {
        cancel();
        Under begun = new Under();
        under = begun;
        step.set(Step.NONE);
        running.set(true);
        begun.work =
                tasks.call(
                        () -> call.call(begun),
                        answer -> {
                            end(begun);
                            done.accept(answer);
                        },
                        why -> {
                            end(begun);
                            failed.accept(why);
                        });
    }

    private void end(Under ended) {
        if (ended == under) {
            under = null;
            running.set(false);
        }
    }

    /// Interrupts the call; neither of its answers arrives any more. Nothing happens where there is
    /// none.
    public void cancel() {
        Under cancelled = under;
        under = null;
        running.set(false);
        if (cancelled != null && cancelled.work != null) {
            cancelled.work.cancel();
        }
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// How far the call is, from 0 to 1; -1 where that cannot be said.
    public ObservableDoubleValue fraction() {
        return fraction;
    }

    public ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }
}
