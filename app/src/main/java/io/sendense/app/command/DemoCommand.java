package io.sendense.app.command;

import io.sendense.app.demo.TerminalDemo;
import io.sendense.app.output.Output;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.api.control.HomeEngine;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.security.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Output output = cli.output();
        Path work = Files.createTempDirectory("sendense-demo-");
        Path frozen = work.resolve("frozen");
        LabOptions options = LabOptions.standard(cli.roles().clock()).withGuestSteps(GUEST_STEPS);
        try (LabVCenter lab =
                LabVCenter.start(terminal() ? options.withKeepFrozen(frozen) : options)) {
            NewVCenter vcenter =
                    new NewVCenter(
                            "lab",
                            lab.url().toString(),
                            lab.user(),
                            Secret.of(lab.password()),
                            Optional.of(lab.certificateSha256()),
                            Optional.empty());
            Path home = work.resolve("home");
            if (!terminal()) {
                output.note("Lab vCenter at " + lab.url() + "; its data is in " + work);
                cli.roles().console(home, Optional.of(vcenter));
                return EngineCommand.DONE;
            }
            try (SignalWatch _ = new SignalWatch();
                    HomeEngine engine = cli.roles().engine(home)) {
                return new TerminalDemo(engine.engine(), vcenter, frozen, work, output).run()
                        ? EngineCommand.DONE
                        : EngineCommand.FAILED;
            }
        }
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
