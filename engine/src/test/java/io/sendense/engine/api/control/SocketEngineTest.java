package io.sendense.engine.api.control;

import io.sendense.engine.Engine;
import io.sendense.engine.FakeEngineContract;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.EngineLock;
import org.junit.jupiter.api.AfterEach;

/// The contract through the socket.
class SocketEngineTest extends FakeEngineContract {
    private EngineLock lock;
    private ControlServer server;

    @Override
    protected Engine open() throws Exception {
        EngineHome home = EngineHome.create(folder.resolve("home"));
        lock = EngineLock.tryAcquire(home, "0.1.0").orElseThrow();
        server = ControlServer.start(fake, lock);
        return Engines.attach(home, fake.version()).orElseThrow();
    }

    @AfterEach
    void endServer() {
        server.close();
        lock.close();
    }
}
