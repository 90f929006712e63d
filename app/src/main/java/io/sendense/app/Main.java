package io.sendense.app;

import io.sendense.app.command.Cli;
import io.sendense.app.output.Output;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/// The program's entry. Not a JavaFX `Application`, so that it starts from the class path.
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    /// Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 usage.
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String[] arguments) {
        return run(new Wiring(Build.version(), Clock.systemUTC()), arguments);
    }

    static int run(Cli.Roles roles, String[] arguments) {
        Cli cli = new Cli(roles);
        return cli.commandLine(arguments)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, _, _) -> report(e, cli.output()))
                .execute(arguments);
    }

    private static int report(Exception failure, Output output) {
        switch (failure) {
            case EngineException e -> output.problem(e.problem());
            case InterruptedException _ -> output.note("sendense: interrupted");
            default -> {
                LoggerFactory.getLogger(Main.class).error("a command met a bug", failure);
                output.problem(
                        Problem.of(ProblemCode.INTERNAL_ERROR).with("cause", failure.toString()));
            }
        }
        return FAILED;
    }
}
