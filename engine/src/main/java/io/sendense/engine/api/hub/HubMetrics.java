package io.sendense.engine.api.hub;

import io.sendense.engine.Engine;
import io.sendense.engine.PointView;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What Prometheus reads of an engine. Counts from `start` to `close`. Thread-safe.
public final class HubMetrics implements AutoCloseable {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int NEWEST = 200;

    private final Engine engine;
    private final RunCounters counters;
    private final Engine.Subscription subscription;

    private HubMetrics(Engine engine, RunCounters counters, Engine.Subscription subscription) {
        this.engine = engine;
        this.counters = counters;
        this.subscription = subscription;
    }

    public static HubMetrics start(Engine engine) throws EngineException, InterruptedException {
        RunCounters counters = new RunCounters();
        return new HubMetrics(engine, counters, engine.subscribe(counters));
    }

    String text() throws EngineException, InterruptedException {
        MetricsText text = new MetricsText();
        text.family("sendense_build_info", "gauge", "Which program it is.")
                .sample(
                        1,
                        "version",
                        engine.version().version(),
                        "commit",
                        engine.version().commit());
        counters.write(text);
        living(text);
        repositories(text);
        successes(text);
        return text.toString();
    }

    private void living(MetricsText text) throws EngineException, InterruptedException {
        List<RunView> living =
                engine.runs(NEWEST).stream().filter(run -> !run.state().ended()).toList();
        text.family("sendense_runs_living", "gauge", "Backups that have not ended.")
                .sample(living.size());
        text.family("sendense_run_planned_bytes", "gauge", "Bytes a living backup has to do.");
        living.forEach(run -> text.sample(run.plannedBytes(), labels(run)));
        text.family("sendense_run_done_bytes", "gauge", "Bytes a living backup has done.");
        living.forEach(run -> text.sample(run.doneBytes(), labels(run)));
    }

    private static String[] labels(RunView run) {
        return new String[] {
            "run", run.id().toString(), "vcenter", run.vcenter(), "vm", run.vmName()
        };
    }

    private void repositories(MetricsText text) throws EngineException, InterruptedException {
        List<RepositoryView> all = engine.repositories();
        List<RepositoryView> reached = all.stream().filter(RepositoryView::reachable).toList();
        text.family("sendense_repository_reachable", "gauge", "1 if the repository can be read.");
        all.forEach(each -> text.sample(each.reachable() ? 1 : 0, "repository", each.name()));
        text.family("sendense_repository_free_bytes", "gauge", "Free on its file system.");
        reached.forEach(each -> text.sample(each.freeBytes(), "repository", each.name()));
        text.family("sendense_repository_size_bytes", "gauge", "Size of its file system.");
        reached.forEach(each -> text.sample(each.totalBytes(), "repository", each.name()));
        text.family("sendense_repository_stored_bytes", "gauge", "Sizes of its layers.");
        all.forEach(each -> text.sample(each.storedBytes(), "repository", each.name()));
        text.family("sendense_repository_points", "gauge", "Restore points in it.");
        all.forEach(each -> text.sample(each.points(), "repository", each.name()));
    }

    /// Of each VM the newest restore point, by its snapshot's time.
    private void successes(MetricsText text) throws EngineException, InterruptedException {
        Map<List<String>, PointView> newest = new LinkedHashMap<>();
        for (PointView point : engine.points()) {
            newest.merge(
                    List.of(point.vcenter(), point.vmUuid()),
                    point,
                    (a, b) -> a.created().isBefore(b.created()) ? b : a);
        }
        text.family(
                "sendense_vm_last_success_timestamp_seconds",
                "gauge",
                "When the snapshot of the VM's newest restore point was taken.");
        for (PointView point : newest.values()) {
            text.sample(
                    point.created().getEpochSecond(),
                    "vcenter",
                    point.vcenter(),
                    "vm",
                    point.vmName(),
                    "uuid",
                    point.vmUuid());
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
