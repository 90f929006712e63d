package io.sendense.engine.home;

import java.nio.file.Path;

/// Takes the lock of a home, prints `owner` or `refused`, and keeps what it has until it is killed.
final class LockingProcess {
    private LockingProcess() {}

    public static void main(String[] arguments) throws Exception {
        EngineHome home = EngineHome.create(Path.of(arguments[0]));
        var lock = EngineLock.tryAcquire(home, "0.1.0");
        System.out.println(lock.isPresent() ? "owner" : "refused");
        Thread.sleep(600_000);
    }
}
