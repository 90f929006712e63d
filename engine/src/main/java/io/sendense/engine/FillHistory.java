package io.sendense.engine;

import io.sendense.engine.backup.RunListener;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.catalog.RepositoryFillRow;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes how full the repositories are: once an hour at most while the engine lives, and after each
/// run. Two years are kept. Thread-safe; has a thread of its own, as a share may be slow to answer.
final class FillHistory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FillHistory.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofDays(730);

    private final Catalog catalog;
    private final OpenRepositories repositories;
    private final InstantSource clock;
    private final AtomicBoolean runEnded = new AtomicBoolean();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("fill", 0).factory());

    FillHistory(Catalog catalog, OpenRepositories repositories, InstantSource clock) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.clock = clock;
    }

    /// Begins to look every few minutes whether an hour has passed.
    FillHistory start() {
        thread.execute(this::watch);
        return this;
    }

    private void watch() {
        try {
            while (true) {
                note(runEnded.getAndSet(false) ? Duration.ZERO : HOUR);
                waitForARunOrAWhile();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private synchronized void waitForARunOrAWhile() throws InterruptedException {
        long end = System.nanoTime() + LOOK.toNanos();
        for (long left = LOOK.toNanos();
                left > 0 && !runEnded.get();
                left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /// Passes everything on, and notes the fill when a run has ended.
    RunListener before(RunListener next) {
        return new RunListener() {
            @Override
            public void runChanged(RunView run) {
                next.runChanged(run);
                if (run.state().ended()) {
                    wake();
                }
            }

            @Override
            public void runEvent(RunEvent event) {
                next.runEvent(event);
            }
        };
    }

    private synchronized void wake() {
        runEnded.set(true);
        notifyAll();
    }

    /// Notes every repository that can be reached and whose last sample is at least so old.
    void note(Duration age) {
        try {
            Instant now = clock.instant();
            for (RepositoryView view : repositories.views()) {
                List<RepositoryFillRow> known = catalog.repositoryFills().list(view.name());
                boolean due = known.isEmpty() || !now.isBefore(known.getLast().at().plus(age));
                if (view.reachable() && view.totalBytes() >= view.freeBytes() && due) {
                    catalog.repositoryFills()
                            .insert(
                                    view.name(),
                                    new RepositoryFillRow(
                                            now,
                                            view.freeBytes(),
                                            view.totalBytes(),
                                            view.storedBytes()),
                                    now.minus(KEPT));
                }
            }
        } catch (CatalogException e) {
            LOG.warn("how full the repositories are is not noted", e);
        }
    }

    /// What was noted, oldest first.
    List<FillSample> samples(String name) {
        return catalog.repositoryFills().list(name).stream()
                .map(row ->
                        new FillSample(
                                row.at(), row.freeBytes(), row.totalBytes(), row.storedBytes()))
                .toList();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                    LOG.warn("a repository's file system does not answer");
                }
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
