package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.Engine;
import io.sendense.engine.api.control.HomeEngine;
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

    /// Does the work. Interrupted by Ctrl+C.
    ///
    /// @return the exit code
    abstract int run(Engine engine, Output output) throws EngineException, InterruptedException;

    @Override
    public Integer call() throws EngineException, InterruptedException {
        Output output = cli().output();
        try (SignalWatch _ = new SignalWatch();
                HomeEngine home = cli().roles().engine(cli().home())) {
            int code = run(home.engine(), output);
            home.awaitUnused(() ->
                    output.note(
                            "Others still use the engine of this process; it ends with the last of them."));
            return code;
        }
    }

    Cli cli() {
        return Cli.of(spec());
    }

    CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
