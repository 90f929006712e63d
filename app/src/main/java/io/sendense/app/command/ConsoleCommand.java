package io.sendense.app.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sendense console`: the window.
@Command(name = "console", description = "Shows the window. The same as no command at all.")
final class ConsoleCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return Cli.of(Objects.requireNonNull(spec)).call();
    }
}
