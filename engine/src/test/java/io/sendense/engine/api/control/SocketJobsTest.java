package io.sendense.engine.api.control;

import io.sendense.engine.Engine;
import io.sendense.engine.JobsContract;
import io.sendense.engine.LabHome;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.EngineLock;
import org.junit.jupiter.api.AfterEach;

/// The contract of jobs through the socket.
class SocketJobsTest extends JobsContract {
    private EngineLock lock;
    private Engine owner;
    private ControlServer server;

    @Override
    protected Engine open(LabHome lab) throws Exception {
        EngineHome home = EngineHome.create(folder.resolve("home"));
        lock = EngineLock.tryAcquire(home, "test").orElseThrow();
        owner = lab.open();
        server = ControlServer.start(owner, lock);
        return Engines.attach(home, owner.version()).orElseThrow();
    }

    @AfterEach
    void endServer() {
        server.close();
        owner.close();
        lock.close();
    }
}
