package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.Engine;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobView;
import io.sendense.engine.problem.EngineException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sendense job`: what is backed up again and again.
@Command(
        name = "job",
        description =
                "Jobs: what is backed up again and again. Schedules run while a console of this home"
                        + " is open; 'job run' runs a job at any time.")
final class JobCommand {

    /// `job list`.
    @Command(
            name = "list",
            description =
                    "Lists jobs with their next run and last result. A next run in the past is made"
                            + " up when a console is opened within a day.")
    static final class ListAll extends EngineCommand {
        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            List<JobView> jobs = engine.jobs().list();
            Table table = new Table(">JOB", "NAME", "SCHEDULE", "NEXT", "LAST");
            for (JobView job : jobs) {
                table.row(
                        job.id(),
                        job.definition().name(),
                        JobScheduleOptions.words(job.definition().schedule()),
                        JobText.next(job),
                        job.lastRun().map(run -> JobText.state(run.state())).orElse(""));
            }
            output.result(Map.of("jobs", jobs), table);
            return DONE;
        }
    }

    /// `job show`.
    @Command(name = "show", description = "Shows a job: what it selects, when and how it runs.")
    static final class Show extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            JobView job = JobText.find(engine.jobs(), name);
            output.line(job);
            if (output.json()) {
                return DONE;
            }
            JobDefinition definition = job.definition();
            output.note(
                    "Job %s (%s), %s, %s"
                            .formatted(
                                    definition.name(),
                                    job.id(),
                                    JobScheduleOptions.words(definition.schedule()),
                                    JobText.next(job)));
            definition
                    .selection()
                    .included()
                    .forEach(entry -> output.note("  selects " + JobText.selector(entry)));
            definition
                    .selection()
                    .excluded()
                    .forEach(entry -> output.note("  without " + JobText.selector(entry)));
            output.note(
                    "  to repository %s, %d VMs at a time, each %s, quiescing %s, compression %s"
                            .formatted(
                                    definition.repository().orElse("default"),
                                    definition.atOnce(),
                                    Rate.words(definition.options().bandwidth()),
                                    JobText.state(definition.options().quiescing()),
                                    JobText.state(definition.options().compression())));
            output.note("  " + HoldTime.words(definition.options().holdForRetry()));
            job.lastRun().ifPresent(run -> JobText.report(output, run));
            return DONE;
        }
    }

    /// `job enable`.
    @Command(name = "enable", description = "Lets a job run by its schedule again.")
    static final class Enable extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            JobView job = JobText.find(engine.jobs(), name);
            JobView enabled = engine.jobs().enable(job.id(), true);
            output.result(
                    enabled,
                    "Job %s is enabled, %s."
                            .formatted(enabled.definition().name(), JobText.next(enabled)));
            return DONE;
        }
    }

    /// `job disable`.
    @Command(name = "disable", description = "Keeps a job from running by its schedule.")
    static final class Disable extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            JobView job = JobText.find(engine.jobs(), name);
            JobView disabled = engine.jobs().enable(job.id(), false);
            output.result(disabled, "Job " + disabled.definition().name() + " is disabled.");
            return DONE;
        }
    }

    /// `job remove`.
    @Command(name = "remove", description = "Forgets a job. Its runs and restore points stay.")
    static final class Remove extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            JobView job = JobText.find(engine.jobs(), name);
            engine.jobs().remove(job.id());
            output.result(
                    Map.of("removed", job.definition().name()),
                    "Removed job " + job.definition().name() + ".");
            return DONE;
        }
    }
}
