package io.sendense.ui;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.shared.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Tasks without threads: calls are performed at once, or when a held one is let go; delayed
/// actions wait until the test lets time pass. For one thread.
public final class StraightTasks implements Tasks {
    private final Deque<Runnable> held = new ArrayDeque<>();
    private final Deque<Runnable> delayed = new ArrayDeque<>();
    private boolean holding;

    @Override
    public <T> Work call(Call<T> call, Consumer<? super T> done, Consumer<? super Problem> failed) {
        Straight work = new Straight();
        Runnable perform = () -> perform(call, done, failed, work);
        if (holding) {
            held.add(perform);
        } else {
            perform.run();
        }
        return work;
    }

    private static <T> void perform(
            Call<T> call,
            Consumer<? super T> done,
            Consumer<? super Problem> failed,
            Straight work) {
        if (work.cancelled) {
            return;
        }
        try {
            done.accept(call.call());
        } catch (EngineException e) {
            failed.accept(e.problem());
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this thread", e);
        }
    }

    @Override
    public void onScreen(Runnable action) {
        action.run();
    }

    @Override
    public void onScreenAfter(Duration delay, Runnable action) {
        delayed.add(action);
    }

    /// Calls wait from now on until `letGo`.
    public void hold() {
        holding = true;
    }

    /// Performs what was held, in order, and holds no more.
    public void letGo() {
        holding = false;
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    /// Performs what was held first; the rest waits on.
    public void letFirstGo() {
        held.remove().run();
    }

    /// Lets enough time pass for all delayed actions; says how many there were.
    public int passTime() {
        int count = delayed.size();
        for (int i = 0; i < count; i++) {
            delayed.remove().run();
        }
        return count;
    }

    private static final class Straight implements Work {
        private boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
