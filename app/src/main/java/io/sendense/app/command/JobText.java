package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.Jobs;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.Selector;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemText;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Jobs in words, and jobs from words.
final class JobText {
    private JobText() {}

    /// The job of that name, in whatever case, or of that number.
    ///
    /// @throws EngineException `JOB-UNKNOWN`
    static JobView find(Jobs jobs, String name) throws EngineException, InterruptedException {
        return jobs.list().stream()
                .filter(job ->
                        job.definition().name().equalsIgnoreCase(name)
                                || job.id().toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Problem.of(ProblemCode.JOB_UNKNOWN).with("job", name).toException());
    }

    /// When it runs next: `next at 2026-11-23T01:30:00Z`.
    static String next(JobView job) {
        return job.nextRun()
                .map(time -> "next at " + time.truncatedTo(ChronoUnit.SECONDS))
                .orElse(job.enabled() ? "run by hand" : "disabled");
    }

    static String state(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// The state of an execution; of skipped times, how many there were.
    static String state(JobRunView run) {
        return run.timesSkipped() > 1
                ? "skipped %d times".formatted(run.timesSkipped())
                : state(run.state());
    }

    static String selector(Selector entry) {
        return state(entry.kind()) + " " + entry.name() + " on " + entry.vcenter();
    }

    /// An execution with its VMs, as notes.
    static void report(Output output, JobRunView run) {
        output.note(
                "Execution %s of job %s: %s, %d of %d VMs have a restore point."
                        .formatted(
                                run.id(),
                                run.jobName(),
                                state(run.state()),
                                run.vms().stream().filter(JobText::succeeded).count(),
                                run.vms().size()));
        for (JobRunVm vm : run.vms()) {
            output.note(
                    "  %s: %s%s"
                            .formatted(
                                    vm.vmName(),
                                    state(vm.state()),
                                    vm.run().map(id -> ", run " + id).orElse("")));
            vm.problem()
                    .ifPresent(problem ->
                            output.note("    " + ProblemText.english().render(problem).line()));
        }
        run.problem().ifPresent(output::problem);
    }

    private static boolean succeeded(JobRunVm vm) {
        return switch (vm.state()) {
            case COMPLETED, COMPLETED_WITH_WARNING -> true;
            case WAITING, RUNNING, FAILED, CANCELLED -> false;
        };
    }
}
