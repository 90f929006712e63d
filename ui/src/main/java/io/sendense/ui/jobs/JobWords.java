package io.sendense.ui.jobs;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Turns jobs and their executions into words, as seen now. Immutable.
final class JobWords {
    private static final int MARKS = 14;

    private final Texts texts;
    private final InstantSource clock;
    private final Function<RunId, Optional<RunView>> runs;
    private final SelectionWords selections;
    private final ScheduleWords schedules;

    /// @param runs the runs that are living
    JobWords(Texts texts, InstantSource clock, Function<RunId, Optional<RunView>> runs) {
        this.texts = texts;
        this.clock = clock;
        this.runs = runs;
        this.selections = new SelectionWords(texts.messages());
        this.schedules = new ScheduleWords(texts.messages(), texts.formats());
    }

    private Messages messages() {
        return texts.messages();
    }

    /// What it holds, and who reads it where that is not this engine.
    String holds(JobDefinition definition) {
        String held = selections.of(definition.selection());
        return definition
                .options()
                .node()
                .map(node -> messages().text("jobs.via", held, node))
                .orElse(held);
    }

    String schedule(Schedule schedule) {
        return schedules.of(schedule);
    }

    String repository(Optional<String> repository) {
        return repository
                .map(name -> messages().text("jobs.to", name))
                .orElseGet(() -> messages().text("jobs.to.default"));
    }

    Lines next(JobView job) {
        if (!job.enabled()) {
            return new Lines(messages().text("jobs.next.disabled"), "", Long.MAX_VALUE - 1);
        }
        Instant now = clock.instant();
        return job.nextRun()
                .map(next ->
                        new Lines(
                                texts.moments().ahead(next, now),
                                texts.moments().at(next, now),
                                next.getEpochSecond()))
                .orElseGet(() -> new Lines(Formats.NONE, "", Long.MAX_VALUE));
    }

    /// What came of the newest execution. Times that were skipped since it began are told beside
    /// it.
    JobResult result(List<JobRunView> all) {
        List<JobRunView> executions =
                all.stream().filter(run -> run.state() != JobRunState.SKIPPED).toList();
        if (executions.isEmpty()) {
            return new JobResult(
                    Badge.NONE,
                    messages().text("jobs.result.none"),
                    Optional.empty(),
                    Optional.empty(),
                    Instant.MIN);
        }
        JobRunView newest = executions.getFirst();
        Optional<Double> fraction =
                newest.state().ended()
                        ? Optional.empty()
                        : Optional.of(JobProgress.of(newest, runs).fraction());
        String words =
                newest.ended().map(end -> ended(newest, end)).orElseGet(() -> progress(newest));
        long skipped = all.getFirst().timesSkipped();
        return new JobResult(
                texts.badge(newest.state()),
                skipped == 0 ? words : messages().text("jobs.result.skipped", words, skipped),
                fraction,
                Optional.of(newest.id().value()),
                newest.started());
    }

    private String ended(JobRunView execution, Instant end) {
        return messages()
                .text(
                        "jobs.result.ended",
                        texts.moments().at(execution.started(), clock.instant()),
                        texts.formats().duration(Duration.between(execution.started(), end)));
    }

    /// How many VMs of how many are through.
    String progress(JobRunView execution) {
        if (execution.vms().isEmpty()) {
            return messages().text("jobs.result.looking");
        }
        JobProgress progress = JobProgress.of(execution, runs);
        return messages().text("jobs.result.progress", progress.ended(), progress.vms());
    }

    List<JobMark> marks(List<JobRunView> executions) {
        return executions.stream()
                .limit(MARKS)
                .map(run ->
                        new JobMark(
                                run.id().value(),
                                texts.badge(run.state()).tone(),
                                messages()
                                        .text(
                                                "jobs.mark",
                                                texts.badge(run.state()).text(),
                                                texts.moments()
                                                        .at(run.started(), clock.instant()))))
                .toList()
                .reversed();
    }
}
