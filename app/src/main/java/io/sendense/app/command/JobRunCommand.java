package io.sendense.app.command;

import io.sendense.app.output.BackupProgress;
import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.Engine;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense job run`: runs a job now and waits for the end.
@Command(
        name = "run",
        description =
                "Runs a job now and shows every disk until all its VMs have ended. The exit code is 0"
                        + " where every VM has a restore point.")
final class JobRunCommand extends EngineCommand {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        JobView job = JobText.find(engine.jobs(), name);
        JobRunView ended;
        try (BackupProgress bars = new BackupProgress(output)) {
            StartedRuns runs = new StartedRuns(output, bars);
            try (var _ = engine.subscribe(new FollowedJobRun(output, runs, job.id()))) {
                ended = run(engine, output, job);
            }
        }
        output.line(Map.of("type", "result", "jobRun", ended));
        if (!output.json()) {
            JobText.report(output, ended);
        }
        return succeeded(ended) ? DONE : FAILED;
    }

    /// Ctrl+C cancels it, and each run releases what it holds.
    private static JobRunView run(Engine engine, Output output, JobView job)
            throws EngineException, InterruptedException {
        JobRunId run = engine.jobs().run(job.id());
        try {
            return engine.jobs().await(run);
        } catch (InterruptedException e) {
            output.note("Stopping: what the runs hold is being released ...");
            try {
                engine.jobs().cancel(run);
            } catch (EngineException ended) {
                if (ended.problem().code() != ProblemCode.JOB_RUN_NOT_ACTIVE) {
                    throw ended;
                }
            }
            JobText.report(output, engine.jobs().await(run));
            throw e;
        }
    }

    private static boolean succeeded(JobRunView run) {
        return run.state() == JobRunState.COMPLETED
                || run.state() == JobRunState.COMPLETED_WITH_WARNING;
    }

    /// `job runs`.
    @Command(
            name = "runs",
            description =
                    "Lists executions of jobs, the newest first. 'skipped' tells of due times at which a"
                            + " job still ran.")
    static final class Runs extends EngineCommand {
        @Option(
                names = "--last",
                paramLabel = "N",
                converter = Numbers.Limit.class,
                description = "At most so many. Default: 50.")
        private int last = 50;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            List<JobRunView> runs = engine.jobs().runs(last);
            Table table = new Table(">EXECUTION", "JOB", "BY", "STATE", "STARTED", ">VMS");
            for (JobRunView run : runs) {
                table.row(
                        run.id(),
                        run.jobName(),
                        JobText.state(run.trigger()),
                        JobText.state(run),
                        run.started().truncatedTo(ChronoUnit.SECONDS),
                        run.vms().size());
            }
            output.result(Map.of("jobRuns", runs), table);
            return DONE;
        }
    }

    /// `job cancel`.
    @Command(
            name = "cancel",
            description = "Asks an execution of a job to stop and waits until it has.")
    static final class Cancel extends EngineCommand {
        @Parameters(
                paramLabel = "EXECUTION",
                converter = Numbers.Run.class,
                description = "Its number, as 'job runs' shows it.")
        private long id;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            JobRunId run = new JobRunId(id);
            engine.jobs().cancel(run);
            JobRunView ended = engine.jobs().await(run);
            output.result(
                    Map.of("jobRun", ended),
                    "Execution " + id + " ended: " + JobText.state(ended.state()) + ".");
            return DONE;
        }
    }
}
