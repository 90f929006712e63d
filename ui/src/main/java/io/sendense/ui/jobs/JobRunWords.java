package io.sendense.ui.jobs;

import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.JobVmState;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.time.Instant;

/// One execution of a job in sentences. Immutable.
final class JobRunWords {
    private final Messages messages;
    private final Formats formats;

    JobRunWords(Texts texts) {
        this.messages = texts.messages();
        this.formats = texts.formats();
    }

    /// Its number, why it ran and when it began.
    String subtitle(JobRunView execution) {
        if (execution.state() == JobRunState.SKIPPED) {
            return messages.text(
                    "jobrun.subtitle.skipped",
                    execution.id().toString(),
                    formats.moment(execution.started()));
        }
        return messages.text(
                "jobrun.subtitle",
                execution.id().toString(),
                execution.trigger() == JobTrigger.SCHEDULE
                        ? messages.text("jobrun.by.schedule")
                        : messages.text("jobrun.by.operator"),
                formats.moment(execution.started()));
    }

    /// How far it is, or how it ended.
    String progress(JobRunView execution, JobProgress now) {
        if (execution.state() == JobRunState.SKIPPED) {
            Instant last = execution.ended().orElse(execution.started());
            return messages.text("jobrun.skipped", execution.timesSkipped(), formats.moment(last));
        }
        if (execution.vms().isEmpty() && !execution.state().ended()) {
            return messages.text("jobs.result.looking");
        }
        int failed = failed(execution);
        String through = messages.text("jobs.result.progress", now.ended(), now.vms());
        String vms = failed == 0 ? through : messages.text("jobrun.failed", through, failed);
        String done = formats.bytes(now.doneBytes());
        if (execution.ended().isPresent()) {
            String reached = messages.text("jobrun.reached", now.succeeded(), now.vms());
            Duration took = Duration.between(execution.started(), execution.ended().get());
            return messages.text("jobrun.ended", reached, done, formats.duration(took));
        }
        // While VMs wait nobody knows how much they have.
        boolean waiting = execution.vms().stream().anyMatch(vm -> vm.state() == JobVmState.WAITING);
        String left =
                waiting
                        ? Formats.NONE
                        : formats.timeLeft(
                                now.plannedBytes() - now.doneBytes(), now.bytesPerSecond());
        String moving =
                messages.text("jobrun.moving", vms, done, formats.rate(now.bytesPerSecond()));
        return left.equals(Formats.NONE) ? moving : messages.text("jobrun.left", moving, left);
    }

    private static int failed(JobRunView execution) {
        return (int) execution.vms().stream().filter(vm -> vm.state() == JobVmState.FAILED).count();
    }
}
