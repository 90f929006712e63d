package io.sendense.ui;

import io.sendense.engine.EngineListener;
import io.sendense.engine.source.inventory.InventoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Who listens to a fake engine. Thread-safe.
abstract class FakeListeners {
    final List<EngineListener> listeners = new ArrayList<>();

    /// Tells all listeners something.
    final synchronized void tell(Consumer<EngineListener> news) {
        listeners.forEach(news);
    }

    /// Tells the listeners of a change that the next reading does not show yet.
    public final synchronized void tell(String vcenter, InventoryChange change) {
        tell(listener -> listener.inventoryChanged(vcenter, change));
    }

    public final synchronized void disconnect() {
        tell(EngineListener::disconnected);
    }

    public final synchronized int listenerCount() {
        return listeners.size();
    }
}
