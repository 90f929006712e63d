package io.sendense.engine;

import io.sendense.engine.job.JobRunView;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.InventoryChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps all it hears. Thread-safe.
public final class RecordingListener implements EngineListener {
    private final List<RunView> runs = new CopyOnWriteArrayList<>();
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, InventoryChange> inventories = new ConcurrentHashMap<>();
    private final AtomicInteger inventoryNews = new AtomicInteger();
    private final List<JobRunView> jobRuns = new CopyOnWriteArrayList<>();
    private final AtomicInteger jobsNews = new AtomicInteger();
    private final AtomicInteger vcenterNews = new AtomicInteger();
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
    public void inventoryChanged(String vcenter, InventoryChange change) {
        hear(() -> {
            inventories.merge(vcenter, change, InventoryChange::then);
            inventoryNews.incrementAndGet();
        });
    }

    @Override
    public void jobRunChanged(JobRunView run) {
        hear(() -> jobRuns.add(run));
    }

    @Override
    public void jobsChanged() {
        hear(jobsNews::incrementAndGet);
    }

    @Override
    public void vcentersChanged() {
        hear(vcenterNews::incrementAndGet);
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

    public List<JobRunView> jobRuns() {
        return List.copyOf(jobRuns);
    }

    /// How often it was told that jobs changed.
    public int jobsNews() {
        return jobsNews.get();
    }

    /// All that was told of a vCenter's inventory, as one change.
    public InventoryChange inventory(String vcenter) {
        return inventories.getOrDefault(
                vcenter, new InventoryChange(List.of(), List.of(), List.of()));
    }

    /// How often it was told of inventories.
    public int inventoryNews() {
        return inventoryNews.get();
    }

    /// How often it was told that vCenters were added or removed.
    public int vcenterNews() {
        return vcenterNews.get();
    }

    public int goodbyes() {
        return goodbyes.get();
    }

    /// How often it was told two things at once.
    public int overlaps() {
        return overlaps.get();
    }
}
