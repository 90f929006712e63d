package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.Engine;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunView;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sendense runs`: what was run, newest first.
@Command(name = "runs", description = "Lists runs, the newest first, living ones included.")
final class RunsCommand extends EngineCommand {
    @Option(
            names = "--last",
            paramLabel = "N",
            converter = Numbers.Limit.class,
            description = "At most so many. Default: 50.")
    private int last = 50;

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        List<RunView> runs = engine.runs(last);
        Table table =
                new Table(">RUN", "VM", "STATE", "STARTED", ">DISKS", ">DONE", ">PLANNED", "POINT");
        for (RunView run : runs) {
            table.row(
                    run.id(),
                    run.vmName(),
                    run.state().name().toLowerCase(Locale.ROOT),
                    run.started().truncatedTo(ChronoUnit.SECONDS),
                    run.disks().size(),
                    Amount.bytes(run.doneBytes()),
                    Amount.bytes(run.plannedBytes()),
                    run.point().orElse("-"));
        }
        output.result(Map.of("runs", runs), table);
        return DONE;
    }
}
