package io.sendense.engine.api.control;

import io.sendense.engine.FakeEngine;
import io.sendense.engine.home.EngineHome;
import java.nio.file.Path;
import java.time.Duration;

/// Enters a home: serves a fake engine there and prints `serving`, or prints `attached` and the
/// number of runs it sees. Ends when it is killed.
final class ServingProcess {
    private ServingProcess() {}

    public static void main(String[] arguments) throws Exception {
        EngineHome home = EngineHome.create(Path.of(arguments[0]));
        FakeEngine engine = new FakeEngine();
        switch (Engines.enter(home, engine.version(), Duration.ofSeconds(30))) {
            case Engines.Free(var lock) -> {
                ControlServer.start(engine, lock);
                System.out.println("serving");
                Thread.sleep(600_000);
            }
            case Engines.Attached(var other) ->
                    System.out.println("attached " + other.runs(10).size());
        }
    }
}
