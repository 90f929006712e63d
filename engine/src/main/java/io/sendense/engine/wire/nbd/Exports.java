package io.sendense.engine.wire.nbd;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The exports of a server by name. Thread-safe.
final class Exports {
    private final ConcurrentSkipListMap<String, Export> byName = new ConcurrentSkipListMap<>();

    void add(Export export) {
        if (byName.putIfAbsent(export.name(), export) != null) {
            throw new IllegalArgumentException(
                    "there is an export '" + export.name() + "' already");
        }
    }

    @Nullable Export find(String name) {
        return byName.get(name);
    }

    @Nullable Export remove(String name) {
        return byName.remove(name);
    }

    /// All of them, by name.
    List<Export> all() {
        return List.copyOf(byName.values());
    }
}
