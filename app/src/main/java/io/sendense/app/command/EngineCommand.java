package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.Engine;
import io.sendense.engine.problem.EngineException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command that works on the engine of the home folder.
abstract class EngineCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;

    @Spec private @Nullable CommandSpec spec;

    /// Does the work.
    ///
    /// @return the exit code
    abstract int run(Engine engine, Output output) throws EngineException, InterruptedException;

    @Override
    public Integer call() throws EngineException, InterruptedException {
        try (Engine engine = cli().roles().engine(cli().home())) {
            return run(engine, cli().output());
        }
    }

    Cli cli() {
        return Cli.of(spec());
    }

    CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
