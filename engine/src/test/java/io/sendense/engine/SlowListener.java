package io.sendense.engine;

import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes its time for each state of a run. Thread-safe.
final class SlowListener implements EngineListener {
    /// Open once it is being told something.
    final CountDownLatch begun = new CountDownLatch(1);

    /// How often it was told something to the end, or was interrupted.
    final AtomicInteger done = new AtomicInteger();

    @Override
    public void runChanged(RunView run) {
        begun.countDown();
        try {
            Thread.sleep(Duration.ofMillis(300));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        done.incrementAndGet();
    }

    @Override
    public void runEvent(RunEvent event) {
        // Only states are waited for.
    }
}
