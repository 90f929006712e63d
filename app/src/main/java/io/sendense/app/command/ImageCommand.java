package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command on images and exports, which needs no engine.
abstract class ImageCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    /// The files and URIs it was given.
    abstract List<String> images();

    /// Whether Ctrl+C or `kill` interrupts `run`, so that it leaves things in order; else it sees
    /// to its end itself.
    boolean interruptible() {
        return true;
    }

    /// Does the work.
    ///
    /// @return the exit code
    abstract int run(Output output) throws IOException, EngineException, InterruptedException;

    @Override
    public Integer call() throws EngineException, InterruptedException {
        try (SignalWatch _ = interruptible() ? new SignalWatch() : null) {
            return run(Cli.of(spec()).output());
        } catch (IOException e) {
            // One that cannot be opened was named already; which of several broke later is not
            // known.
            throw Images.unreadable(String.join(" or ", images()), e);
        }
    }

    CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
