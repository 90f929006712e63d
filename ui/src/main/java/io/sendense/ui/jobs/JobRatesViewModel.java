package io.sendense.ui.jobs;

import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.transfers.RatePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// How fast all runs of the shown execution were together: asked for when it is opened, every three
/// seconds while something happens in it, and when it has ended. FX thread only.
final class JobRatesViewModel {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final EngineLink link;
    private final ReadOnlyObjectWrapper<List<RatePoint>> points =
            new ReadOnlyObjectWrapper<>(List.of());

    /// Of the runs that have ended: their curves do not change any more.
    private final Map<RunId, List<RateSample>> complete = new HashMap<>();

    private List<RunView> runs = List.of();
    private @Nullable JobRunView shown;
    private @Nullable JobRunId asked;
    private boolean planned;

    JobRatesViewModel(EngineLink link) {
        this.link = link;
    }

    void clear() {
        shown = null;
        asked = null;
        runs = List.of();
        complete.clear();
        points.set(List.of());
    }

    /// Takes the newest state of the execution, and of those of its runs that are known.
    void show(JobRunView execution, Collection<RunView> known) {
        shown = execution;
        runs = List.copyOf(known);
        if (!execution.id().equals(asked) || execution.state().ended()) {
            asked = execution.id();
            ask();
        } else if (!planned) {
            planned = true;
            link.tasks()
                    .onScreenAfter(
                            PAUSE,
                            () -> {
                                planned = false;
                                ask();
                            });
        }
    }

    private void ask() {
        JobRunView execution = shown;
        if (execution == null) {
            return;
        }
        List<RunView> of = runs;
        List<RunView> wanted = of.stream().filter(run -> !complete.containsKey(run.id())).toList();
        link.tasks()
                .call(
                        () -> read(wanted),
                        read -> show(execution, of, read),
                        _ -> {
                            // What is wrong is said by those who ask for the execution itself.
                        });
    }

    private Map<RunId, List<RateSample>> read(List<RunView> wanted)
            throws EngineException, InterruptedException {
        Map<RunId, List<RateSample>> read = new HashMap<>();
        for (RunView run : wanted) {
            read.put(run.id(), link.engine().rates(run.id()));
        }
        return read;
    }

    private void show(JobRunView execution, List<RunView> of, Map<RunId, List<RateSample>> read) {
        if (shown == null || !shown.id().equals(execution.id())) {
            return;
        }
        List<RateSum.Part> parts = new ArrayList<>();
        for (RunView run : of) {
            List<RateSample> samples = read.getOrDefault(run.id(), List.of());
            if (run.state().ended()) {
                complete.putIfAbsent(run.id(), samples);
                samples = complete.get(run.id());
            }
            parts.add(new RateSum.Part(run.started(), samples));
        }
        points.set(RateSum.of(execution.started(), parts));
    }

    ReadOnlyObjectProperty<List<RatePoint>> pointsProperty() {
        return points.getReadOnlyProperty();
    }
}
