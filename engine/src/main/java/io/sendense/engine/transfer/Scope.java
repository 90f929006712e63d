package io.sendense.engine.transfer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Threads that begin and end together: the first failure interrupts the siblings, `close`
/// interrupts what still works and waits for it.
///
/// ```java
/// try (var scope = new Scope("run 7")) {
///     for (Disk disk : disks) scope.fork(() -> copy(disk));
///     scope.join();
/// }
/// ```
///
/// Used by one owner thread; the forked tasks run on threads of their own.
public final class Scope implements AutoCloseable {
    private final String name;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<Thread> threads = new ArrayList<>();

    @GuardedBy("lock")
    private int working;

    @GuardedBy("lock")
    private @Nullable Throwable failure;

    /// A scope without tasks yet.
    ///
    /// @param name what the threads are named for, followed by a number
    public Scope(String name) {
        this.name = name;
    }

    /// Starts a task.
    public void fork(Callable<?> task) {
        synchronized (lock) {
            working++;
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name(name + " #" + (threads.size() + 1))
                            .start(() -> run(task)));
        }
    }

    private void run(Callable<?> task) {
        Throwable thrown = null;
        try {
            task.call();
        } catch (Throwable e) {
            // Every kind of failure has to reach the owner, errors too.
            thrown = e;
        }
        synchronized (lock) {
            working--;
            if (thrown != null && failure == null) {
                failure = thrown;
            }
            lock.notifyAll();
        }
    }

    /// Waits until all tasks have ended, or one has failed, or the caller is interrupted.
    ///
    /// @throws Exception the first failure of a task, as it was thrown; the other tasks have been
    ///   interrupted and have ended
    /// @throws InterruptedException the caller was interrupted; the tasks still work until `close`
    public void join() throws Exception {
        Throwable first;
        synchronized (lock) {
            while (working > 0 && failure == null) {
                lock.wait();
            }
            first = failure;
        }
        switch (first) {
            case null -> {}
            case Exception exception -> {
                close();
                throw exception;
            }
            case Error error -> {
                close();
                throw error;
            }
            default -> throw new IllegalStateException(first);
        }
    }

    /// Interrupts all tasks without waiting for them.
    public void interrupt() {
        synchronized (lock) {
            threads.forEach(Thread::interrupt);
        }
    }

    /// Waits until every task has ended, at most `milliseconds`.
    ///
    /// @return whether all have
    public boolean await(long milliseconds) {
        long deadline = System.nanoTime() + milliseconds * 1_000_000;
        boolean interrupted = false;
        synchronized (lock) {
            while (working > 0) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return working == 0;
        }
    }

    /// Interrupts what still works and waits until every task has ended, even if the caller is
    /// interrupted meanwhile. Repeatable.
    @Override
    public void close() {
        interrupt();
        await(Long.MAX_VALUE / 4_000_000);
    }
}
