package io.sendense.engine;

import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps all it hears. Thread-safe.
public final class RecordingListener implements EngineListener {
    private final List<RunView> runs = new CopyOnWriteArrayList<>();
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger goodbyes = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();

    /// How long it takes over each piece of news.
    public volatile Duration pause = Duration.ZERO;

    private void hear(Runnable news) {
        if (inside.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        try {
            Thread.sleep(pause);
            news.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public void runChanged(RunView run) {
        hear(() -> runs.add(run));
    }

    @Override
    public void runEvent(RunEvent event) {
        hear(() -> events.add(event));
    }

    @Override
    public void disconnected() {
        hear(goodbyes::incrementAndGet);
    }

    public List<RunView> runs() {
        return List.copyOf(runs);
    }

    public List<RunEvent> events() {
        return List.copyOf(events);
    }

    public int goodbyes() {
        return goodbyes.get();
    }

    /// How often it was told two things at once.
    public int overlaps() {
        return overlaps.get();
    }
}
