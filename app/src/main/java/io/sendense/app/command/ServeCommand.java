package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.Engine;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.serve.AttachCommand;
import io.sendense.engine.serve.ServePlace;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedDisk;
import io.sendense.engine.serve.ServedPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense serve`: a restore point's disks over NBD, until Ctrl+C.
@Command(
        name = "serve",
        description =
                "Serves the disks of a restore point over NBD, for reading only, until it is ended with"
                        + " Ctrl+C. Prints their URIs when they are ready, one a line. Every cluster is"
                        + " compared with its sum before a client gets it.")
final class ServeCommand extends EngineCommand {
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Parameters(paramLabel = "POINT", description = "Id, its beginning, or VM@latest.")
    private String point = "";

    @Option(
            names = "--disk",
            paramLabel = "KEY",
            description = "Only this disk: 2000. Repeatable. Default: all.")
    private List<Integer> disks = new ArrayList<>();

    @ArgGroup private ServeOptions where = new ServeOptions();

    @Mixin private DiskTlsOptions tls = new DiskTlsOptions();

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        ServePlace place = where.place();
        ServedPoint served = engine.serve(new ServeRequest(point, disks, place, tls.ofServed()));
        try {
            tell(served, output);
            watch(engine, served.id(), output);
            output.note("It is not served any more: somebody has stopped it.");
        } catch (InterruptedException _) {
            // Ctrl+C is how it ends.
            engine.stopServing(served.id());
        }
        return DONE;
    }

    private static void tell(ServedPoint served, Output output) {
        output.result(
                served,
                String.join(
                        System.lineSeparator(),
                        served.disks().stream().map(ServedDisk::uri).toList()));
        if (served.network()) {
            output.note(
                    "Warning: other machines reach "
                            + served.place()
                            + (served.encrypted()
                                    ? "."
                                    : ", and whoever does can read these disks. Nothing is encrypted."));
        }
        output.note("");
        output.note(
                "Serving %s of %s for reading only. Ctrl+C ends it."
                        .formatted(served.point(), served.vmName()));
        for (AttachCommand command : AttachCommand.of(served)) {
            output.note("  the files of its disks, with " + command.tool() + ":");
            output.note("    " + command.line());
        }
        for (ServedDisk disk : served.disks()) {
            output.note("  " + disk.label() + ":");
            for (AttachCommand command : AttachCommand.of(disk)) {
                output.note("    " + command.line());
            }
        }
    }

    /// Returns when it is served no more; says once of each disk what cannot be read.
    private static void watch(Engine engine, long id, Output output)
            throws EngineException, InterruptedException {
        Set<Integer> told = new HashSet<>();
        while (true) {
            Optional<ServedPoint> now =
                    engine.served().stream().filter(each -> each.id() == id).findFirst();
            if (now.isEmpty()) {
                return;
            }
            for (ServedDisk disk : now.get().disks()) {
                Optional<Problem> problem = disk.problem();
                if (problem.isPresent() && told.add(disk.key())) {
                    output.note(ProblemText.english().render(problem.get()).line());
                }
            }
            Thread.sleep(LOOK);
        }
    }
}
