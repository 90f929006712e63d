package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.Engine;
import io.sendense.engine.EngineListener;
import io.sendense.engine.api.hub.HubApi;
import io.sendense.engine.api.hub.HubMetrics;
import io.sendense.engine.api.rest.RestServer;
import io.sendense.engine.api.rest.RestSettings;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `sendense hub serve`: the engine over REST, with its schedules, until a signal ends it.
@Command(
        name = "serve",
        description =
                "Serves the engine over REST on 127.0.0.1:8082 and runs jobs when they are due, until it is"
                        + " ended with Ctrl+C or SIGTERM: living runs are stopped safely then.")
final class HubServeCommand extends EngineCommand {
    private static final int PORT = 8082;

    @Mixin private RestOptions rest = new RestOptions();

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        Path token = cli().home().resolve("hub.token");
        RestSettings settings = rest.settings(PORT, token);
        CountDownLatch gone = new CountDownLatch(1);
        try (HubMetrics metrics = HubMetrics.start(engine);
                RestServer server = RestServer.start(settings, HubApi.of(engine, metrics));
                var _ = engine.subscribe(new Leaving(gone))) {
            engine.runSchedules();
            rest.announce("Hub", server, token, output);
            gone.await();
            output.note("The engine has ended in its own process; the hub ends with it.");
            return FAILED;
        }
    }

    /// Hears that the engine of another process has ended.
    private record Leaving(CountDownLatch gone) implements EngineListener {
        @Override
        public void runChanged(RunView run) {
            // Clients ask for it.
        }

        @Override
        public void runEvent(RunEvent event) {
            // Clients ask for it.
        }

        @Override
        public void disconnected() {
            gone.countDown();
        }
    }
}
