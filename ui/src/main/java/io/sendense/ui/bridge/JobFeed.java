package io.sendense.ui.bridge;

import io.sendense.engine.Engine;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.shared.Tasks;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The jobs the engine knows and their newest executions, for the screen. FX thread only.
///
/// Both are read once, and the jobs again whenever the engine says that they have changed. What it
/// tells of an execution while the catalog is being read may be newer than the answer, and is put
/// on top of it.
public final class JobFeed {
    /// Two weeks of seventy jobs a day; older executions are in the catalog only.
    private static final int MOST_RUNS = 1000;

    private final Engine engine;
    private final Tasks tasks;
    private final Consumer<? super Problem> failed;
    private final ObservableList<JobView> jobs = FXCollections.observableArrayList();
    private final ObservableList<JobView> jobsRead = FXCollections.unmodifiableObservableList(jobs);
    private final Map<JobRunId, JobRunView> known = new TreeMap<>(newestFirst());
    private final Map<JobRunId, JobRunView> whileReading = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<JobRunView>> runs =
            new ReadOnlyObjectWrapper<>(this, "runs", List.of());
    private final ReadOnlyBooleanWrapper listed = new ReadOnlyBooleanWrapper(this, "listed");
    private Tasks.@Nullable Work listing;
    private boolean reading;

    /// @param failed told when the engine cannot list its jobs or their executions
    public JobFeed(Engine engine, Tasks tasks, Consumer<? super Problem> failed) {
        this.engine = engine;
        this.tasks = tasks;
        this.failed = failed;
    }

    private static Comparator<JobRunId> newestFirst() {
        return Comparator.comparingLong(JobRunId::value).reversed();
    }

    /// Follows what this feed is told, from now on.
    public void follow(RunFeed told) {
        told.watch(this::apply);
    }

    private void apply(RunFeed.Changes changes) {
        if (!changes.jobRuns().isEmpty()) {
            changes.jobRuns().forEach(run -> known.put(run.id(), run));
            if (reading) {
                changes.jobRuns().forEach(run -> whileReading.put(run.id(), run));
            }
            runs.set(List.copyOf(known.values()));
        }
        if (changes.jobsChanged()) {
            list();
        }
    }

    /// Reads the jobs and their executions anew.
    public void refresh() {
        list();
        reading = true;
        tasks.call(
                () -> engine.jobs().runs(MOST_RUNS),
                this::show,
                why -> {
                    reading = false;
                    failed.accept(why);
                });
    }

    private void list() {
        if (listing != null) {
            listing.cancel();
        }
        listing =
                tasks.call(
                        () -> engine.jobs().list(),
                        answer -> {
                            listed.set(true);
                            jobs.setAll(answer);
                        },
                        failed);
    }

    private void show(List<JobRunView> answer) {
        reading = false;
        known.clear();
        answer.forEach(run -> known.put(run.id(), run));
        known.putAll(whileReading);
        whileReading.clear();
        runs.set(List.copyOf(known.values()));
    }

    /// By name, in the engine's order.
    public ObservableList<JobView> jobs() {
        return jobsRead;
    }

    public Optional<JobView> job(JobId id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /// The newest executions of all jobs first, living ones included.
    public ReadOnlyObjectProperty<List<JobRunView>> runsProperty() {
        return runs.getReadOnlyProperty();
    }

    /// The newest executions of one job first.
    public List<JobRunView> runs(JobId job) {
        return runs.get().stream().filter(run -> run.job().equals(Optional.of(job))).toList();
    }

    /// Whether the jobs were read once: before that, an empty list means nothing.
    public ReadOnlyBooleanProperty listedProperty() {
        return listed.getReadOnlyProperty();
    }
}
