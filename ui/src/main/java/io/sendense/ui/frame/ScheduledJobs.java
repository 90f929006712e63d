package io.sendense.ui.frame;

import io.sendense.engine.job.JobView;
import io.sendense.ui.bridge.JobFeed;
import io.sendense.ui.shared.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The jobs that run by themselves as long as the console is open. FX thread only.
final class ScheduledJobs {
    private final JobFeed jobs;
    private final Texts texts;
    private final InstantSource clock;

    ScheduledJobs(JobFeed jobs, Texts texts, InstantSource clock) {
        this.jobs = jobs;
        this.texts = texts;
        this.clock = clock;
    }

    /// How many there are and which is due first; absent where there are none.
    Optional<ClosingQuestion.Reason> reason() {
        List<JobView> scheduled =
                jobs.jobs().stream()
                        .filter(job -> job.nextRun().isPresent())
                        .sorted(Comparator.comparing(job -> job.nextRun().orElseThrow()))
                        .toList();
        return scheduled.stream()
                .findFirst()
                .map(first -> new ClosingQuestion.Reason.Jobs(scheduled.size(), words(first)));
    }

    private String words(JobView job) {
        Instant now = clock.instant();
        Instant next = job.nextRun().orElse(now);
        return texts.messages()
                .text(
                        "closing.jobs.next",
                        job.definition().name(),
                        texts.moments().at(next, now),
                        texts.moments().ahead(next, now));
    }
}
