package io.sendense.engine.backup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.run.RunEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Records events and tells them in the order of the records, whichever threads they come from: one
/// thread at a time tells, with no lock held. Thread-safe.
final class EventTelling {
    private final Consumer<RunEvent> listener;
    private final Object lock = new Object();

    /// Recorded, and waiting for whoever tells at this moment.
    @GuardedBy("lock")
    private final Deque<RunEvent> untold = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean telling;

    EventTelling(Consumer<RunEvent> listener) {
        this.listener = listener;
    }

    /// Records an event and tells it, unless another thread is telling: that one tells it too.
    void tell(Supplier<RunEvent> record) {
        synchronized (lock) {
            untold.add(record.get());
            if (telling) {
                return;
            }
            telling = true;
        }
        try {
            for (RunEvent next = next(); next != null; next = next()) {
                listener.accept(next);
            }
        } catch (RuntimeException e) {
            synchronized (lock) {
                telling = false;
            }
            throw e;
        }
    }

    /// The next to be told; nothing when all are, and then nobody tells any more.
    private @Nullable RunEvent next() {
        synchronized (lock) {
            RunEvent next = untold.poll();
            telling = next != null;
            return next;
        }
    }
}
