package io.sendense.app.command;

import io.sendense.app.demo.TerminalDemo;
import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.api.control.HomeEngine;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.security.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `sendense demo`: everything at once, without a vCenter of one's own.
@Command(
        name = "demo",
        description =
                "Starts a lab vCenter and the window on it. With no display, or --terminal, the same tour as text.")
final class DemoCommand implements Callable<Integer> {
    private static final int GUEST_STEPS = 50;

    @Option(names = "--terminal", description = "The tour as text, though there is a display.")
    private boolean terminal;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Cli cli = Cli.of(Objects.requireNonNull(spec));
        Path work = Files.createTempDirectory("sendense-demo-");
        return terminal() ? tour(cli, work) : window(cli, work);
    }

    private static int window(Cli cli, Path work) throws Exception {
        try (LabVCenter lab = cli.roles().lab(options(cli))) {
            cli.output().note("Lab vCenter at " + lab.url() + "; its data is in " + work);
            cli.roles().console(work.resolve("home"), Optional.of(account(lab)));
            return EngineCommand.DONE;
        }
    }

    private static int tour(Cli cli, Path work) throws Exception {
        Output output = cli.output();
        Path frozen = work.resolve("frozen");
        long started = System.nanoTime();
        try (SignalWatch _ = new SignalWatch();
                LabVCenter lab = cli.roles().lab(options(cli).withKeepFrozen(frozen));
                HomeEngine engine = cli.roles().engine(work.resolve("home"))) {
            boolean held =
                    new TerminalDemo(engine.engine(), account(lab), frozen, work, output).run();
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            output.note("It took " + Amount.time(took) + ".");
            output.line(
                    Map.of(
                            "held", held,
                            "seconds", took.toSeconds(),
                            "folder", work.toString()));
            return held ? EngineCommand.DONE : EngineCommand.FAILED;
        } finally {
            output.note("Everything lies in " + work + "; remove that folder to be rid of it.");
        }
    }

    private static LabOptions options(Cli cli) {
        return LabOptions.standard(cli.roles().clock()).withGuestSteps(GUEST_STEPS);
    }

    private static NewVCenter account(LabVCenter lab) {
        return new NewVCenter(
                "lab",
                lab.url().toString(),
                lab.user(),
                Secret.of(lab.password()),
                Optional.of(lab.certificateSha256()),
                Optional.empty());
    }

    /// Whether the tour is text: asked for, or because a Unix system has no display.
    private boolean terminal() {
        String system = System.getProperty("os.name", "");
        boolean unix = !system.startsWith("Windows") && !system.startsWith("Mac");
        return terminal || (unix && !set("DISPLAY") && !set("WAYLAND_DISPLAY"));
    }

    private static boolean set(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }
}
