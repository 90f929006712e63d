package io.sendense.engine.wire.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Records of children in memory, with the history of what was written.
final class KeptRecords implements ChildRecords {
    final Map<String, ChildRecord> now = new ConcurrentHashMap<>();
    final List<ChildRecord> written = new ArrayList<>();

    @Override
    public synchronized void write(ChildRecord child) {
        written.add(child);
        now.put(child.name(), child);
    }

    @Override
    public void remove(ChildRecord child) {
        now.remove(child.name());
    }
}
