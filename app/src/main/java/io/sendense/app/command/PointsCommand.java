package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.Engine;
import io.sendense.engine.PointCheck;
import io.sendense.engine.PointView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sendense points`: the restore points there are, or what one would be restored as.
@Command(name = "points", description = "Lists restore points, the newest first.")
final class PointsCommand extends EngineCommand {
    @Option(
            names = "--vm",
            paramLabel = "VM",
            description = "Only of this VM: a name where it is unique, moref:vm-42 or uuid:...")
    private @Nullable String vm;

    @Option(
            names = "--restorability",
            paramLabel = "POINT",
            description =
                    "Shows what the VM of one restore point becomes when it is restored elsewhere:"
                            + " id, its beginning, or VM@latest.")
    private @Nullable String restorability;

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        if (restorability != null) {
            if (vm != null) {
                throw Problem.of(ProblemCode.REQUEST_INVALID)
                        .with("cause", "--restorability is of one point, and goes without --vm")
                        .toException();
            }
            PlanOutput.show(restorability, engine.restorePlan(restorability), output);
            return DONE;
        }
        List<PointView> all = engine.points();
        List<PointView> points = vm == null ? all : new VmPoints(vm).among(all, engine);
        Table table =
                new Table(
                        "POINT",
                        "VM",
                        "CREATED",
                        "KIND",
                        ">DISKS",
                        ">ON DISK",
                        "VERIFIED",
                        "FOLDER");
        for (PointView point : points) {
            table.row(
                    point.id(),
                    point.vmName(),
                    point.created().truncatedTo(ChronoUnit.SECONDS),
                    point.incremental() ? "incremental" : "full",
                    point.disks().size(),
                    Amount.bytes(point.layerBytes()),
                    point.check().map(PointsCommand::verified).orElse("never"),
                    point.folder());
        }
        output.result(Map.of("points", points), table);
        return DONE;
    }

    private static String verified(PointCheck check) {
        return (check.sound() ? "sound " : "DAMAGED ") + check.at().truncatedTo(ChronoUnit.SECONDS);
    }
}
