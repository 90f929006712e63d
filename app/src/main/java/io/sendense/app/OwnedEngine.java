package io.sendense.app;

import io.sendense.engine.Engine;
import io.sendense.engine.home.EngineLock;
import io.sendense.engine.problem.EngineException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// An engine that holds its home's lock: closing it closes the engine, then gives the lock back.
final class OwnedEngine {
    private OwnedEngine() {}

    /// Makes an engine.
    interface Opening {
        Engine open() throws EngineException;
    }

    /// The engine, with the lock; the lock is given back if it cannot be opened.
    static Engine open(EngineLock lock, Opening opening) throws EngineException {
        Engine engine;
        try {
            engine = opening.open();
        } catch (EngineException | RuntimeException e) {
            lock.close();
            throw e;
        }
        return (Engine)
                Proxy.newProxyInstance(
                        Engine.class.getClassLoader(),
                        new Class<?>[] {Engine.class},
                        (_, method, arguments) -> {
                            try {
                                return method.invoke(engine, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            } finally {
                                if (method.getName().equals("close")) {
                                    lock.close();
                                }
                            }
                        });
    }
}
