package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command on images and exports, which needs no engine.
abstract class ImageCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    /// Does the work.
    ///
    /// @return the exit code
    abstract int run(Output output) throws IOException, EngineException, InterruptedException;

    @Override
    public Integer call() throws EngineException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        try {
            return run(Cli.of(command).output());
        } catch (IOException e) {
            throw Problem.of(ProblemCode.IMAGE_UNREADABLE)
                    .with(
                            "path",
                            String.join(" ", command.commandLine().getParseResult().originalArgs()))
                    .with("cause", e.getMessage() == null ? e.toString() : e.getMessage())
                    .toException(e);
        }
    }
}
