package io.sendense.app;

import io.sendense.app.command.Cli;
import io.sendense.app.desktop.SystemDesktop;
import io.sendense.engine.Engine;
import io.sendense.engine.EngineSettings;
import io.sendense.engine.InProcessEngine;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.VsphereConnector;
import io.sendense.engine.api.control.HomeEngine;
import io.sendense.engine.api.node.NodeServer;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.node.reader.NodeSettings;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.SecretStores;
import io.sendense.engine.security.TokenFile;
import io.sendense.ui.Console;
import io.sendense.ui.ConsoleOptions;
import io.sendense.ui.HomePlaces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the roles together: which engine a command gets, and what the window is shown with.
/// Thread-safe.
final class Wiring implements Cli.Roles {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final ProgramVersion version;
    private final Clock clock;

    Wiring(ProgramVersion version, Clock clock) {
        this.version = version;
        this.clock = clock;
    }

    @Override
    public ProgramVersion version() {
        return version;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public HomeEngine engine(Path folder) throws EngineException, InterruptedException {
        EngineHome home = EngineHome.create(folder);
        LogFiles.writeTo(home.logs());
        return HomeEngine.enter(home, version, () -> inProcess(home));
    }

    private Engine inProcess(EngineHome home) throws EngineException {
        return InProcessEngine.open(
                EngineSettings.of(
                        home,
                        version,
                        clock,
                        SecretStores.open(home, System.getenv()),
                        VsphereConnector.of(System.getenv())));
    }

    @Override
    public LabVCenter lab(LabOptions options) throws IOException {
        return LabVCenter.start(options);
    }

    @Override
    public NodeServer node(Path folder, int port, Path token) throws EngineException {
        LogFiles.writeTo(EngineHome.create(folder).logs());
        try (Secret secret = TokenFile.readOrCreate(token)) {
            return NodeServer.start(NodeSettings.usual(clock), version, port, secret);
        }
    }

    @Override
    public boolean console(Path folder, Optional<NewVCenter> suggestion)
            throws EngineException, InterruptedException {
        EngineHome home = EngineHome.create(folder);
        if (raised(home)) {
            return false;
        }
        try (ConsoleEngine engine = new ConsoleEngine(() -> engine(folder))) {
            Thread atSignal = new Thread(engine::close, "console end");
            Runtime.getRuntime().addShutdownHook(atSignal);
            Console.launch(
                    engine,
                    new ConsoleOptions(
                            home.folder().resolve("console.properties"),
                            new HomePlaces(
                                    home.folder(),
                                    home.folder().resolve("catalog.mv.db"),
                                    home.defaultRepository(),
                                    home.logs()),
                            new SystemDesktop(),
                            engine::owned,
                            suggestion),
                    clock,
                    ZoneId.systemDefault());
        }
        return true;
    }

    private boolean raised(EngineHome home) throws InterruptedException {
        try {
            return HomeEngine.raiseWindow(home, version);
        } catch (EngineException e) {
            // The window that opens instead says it, with what to do.
            LOG.info("no window was raised: {}", e.problem());
            return false;
        }
    }
}
