package io.sendense.engine.backup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunId;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far a living run was over its time, and what the catalog has of that: something every 30 s,
/// and all of it at the end. Thread-safe.
///
/// It is nice to have: where the catalog refuses it, that is logged, and no harm to the run.
final class RunRates {
    private static final Logger LOG = LoggerFactory.getLogger(RunRates.class);
    private static final long STORED_EVERY_NANOS = Duration.ofSeconds(30).toNanos();

    private final RunId run;
    private final Catalog catalog;
    private final RateLog log = new RateLog();
    private final long began = System.nanoTime();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private long stored = began;

    @GuardedBy("lock")
    private boolean ended;

    RunRates(RunId run, Catalog catalog) {
        this.run = run;
        this.catalog = catalog;
    }

    /// Takes how far the run is now. Returns at once; what is due to be stored is, by another
    /// thread.
    void take(long doneBytes) {
        long now = System.nanoTime();
        log.add(Duration.ofNanos(now - began), doneBytes);
        synchronized (lock) {
            if (ended || now - stored < STORED_EVERY_NANOS) {
                return;
            }
            stored = now;
        }
        Thread.ofVirtual().name("rates of run " + run).start(() -> store(false));
    }

    /// Takes how far it has come, and stores all.
    void end(long doneBytes) {
        log.add(Duration.ofNanos(System.nanoTime() - began), doneBytes);
        store(true);
    }

    private void store(boolean last) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = last;
            try {
                catalog.runRates().store(run, log.samples());
            } catch (CatalogException e) {
                LOG.warn("the rates of run {} could not be recorded: {}", run, e.getMessage());
            }
        }
    }

    List<RateSample> samples() {
        return log.samples();
    }
}
