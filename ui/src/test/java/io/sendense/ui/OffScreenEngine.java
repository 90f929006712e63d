package io.sendense.ui;

import io.sendense.engine.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.application.Platform;

/// Wraps an engine so that a call on the FX thread fails and is remembered: the engine blocks, and
/// the screen must not.
public final class OffScreenEngine {
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Engine guarded;

    public OffScreenEngine(Engine engine) {
        this.guarded = guard(Engine.class, engine);
    }

    public Engine engine() {
        return guarded;
    }

    /// The calls that were made on the FX thread.
    public List<String> violations() {
        return List.copyOf(violations);
    }

    private <T> T guard(Class<T> type, Object behind) {
        Object proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            if (Platform.isFxApplicationThread()
                                    && !Set.of("toString", "hashCode", "equals")
                                            .contains(method.getName())) {
                                violations.add(method.getName());
                                throw new IllegalStateException(
                                        method.getName() + " was called on the FX thread");
                            }
                            try {
                                Object answer = method.invoke(behind, arguments);
                                return answer instanceof Engine.Subscription
                                        ? guard(Engine.Subscription.class, answer)
                                        : answer;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        return type.cast(proxy);
    }
}
