package io.sendense.app.command;

import io.sendense.app.output.BackupProgress;
import io.sendense.app.output.Output;
import io.sendense.app.output.WaitText;
import io.sendense.engine.Engine;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.EventText;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sendense run`: one run.
@Command(
        name = "run",
        description = "Shows, limits, cancels one run, or has its failed disks read again.")
final class RunCommand {

    /// `run show`.
    @Command(name = "show", description = "Shows a run with its disks and events.")
    static final class Show extends EngineCommand {
        @Parameters(paramLabel = "ID", converter = Numbers.Run.class)
        private long id;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            RunView run = engine.run(new RunId(id));
            List<RunEvent> events = engine.events(run.id(), 0);
            output.line(Map.of("run", run, "events", events));
            if (output.json()) {
                return DONE;
            }
            output.note(
                    "Run %s of %s on %s: %s, %s, by Sendense %s (%s)"
                            .formatted(
                                    run.id(),
                                    run.vmName(),
                                    run.vcenter(),
                                    run.state().name().toLowerCase(Locale.ROOT),
                                    run.phase().name().toLowerCase(Locale.ROOT),
                                    run.programVersion(),
                                    run.programCommit()));
            run.disks().forEach(disk -> output.note("  " + BackupProgress.line(disk)));
            if (!run.waits().total().isZero()) {
                output.note("  " + WaitText.line(run.waits()));
            }
            for (RunEvent event : events) {
                output.note("  " + event.time() + "  " + EventText.english().render(event));
            }
            run.problem().ifPresent(output::problem);
            return DONE;
        }
    }

    /// `run limit`.
    @Command(name = "limit", description = "Sets what a run may read in a second, from now on.")
    static final class Limit extends EngineCommand {
        @Parameters(paramLabel = "ID", converter = Numbers.Run.class)
        private long id;

        @Parameters(
                paramLabel = "RATE",
                converter = Rate.class,
                description = "Bytes, or with K, M or G units of 1024; none for no limit.")
        private Bandwidth bandwidth = Bandwidth.UNLIMITED;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            engine.limitRun(new RunId(id), bandwidth);
            output.result(
                    Map.of("run", id, "bandwidth", bandwidth),
                    "Run " + id + " reads " + Rate.words(bandwidth) + " from now on.");
            return DONE;
        }
    }

    /// `run retry`.
    @Command(
            name = "retry",
            description =
                    "Has the failed disks of a run read again from the snapshot that it holds for"
                            + " that: see 'backup --hold-for-retry'. Does not wait.")
    static final class Retry extends EngineCommand {
        @Parameters(paramLabel = "ID", converter = Numbers.Run.class)
        private long id;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            engine.retryDisks(new RunId(id));
            output.result(Map.of("run", id), "The failed disks of run " + id + " are read again.");
            return DONE;
        }
    }

    /// `run cancel`.
    @Command(name = "cancel", description = "Asks a run to stop and waits until it has.")
    static final class Cancel extends EngineCommand {
        @Parameters(paramLabel = "ID", converter = Numbers.Run.class)
        private long id;

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            RunId run = new RunId(id);
            engine.cancelRun(run);
            RunView ended = engine.awaitRun(run);
            output.result(
                    Map.of("run", ended),
                    "Run " + id + " ended: " + ended.state().name().toLowerCase(Locale.ROOT) + ".");
            return DONE;
        }
    }
}
