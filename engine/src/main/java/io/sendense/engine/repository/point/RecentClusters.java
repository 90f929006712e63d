package io.sendense.engine.repository.point;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last 64 clusters that were read in part, proven: file systems read a few KiB at a time, and
/// the whole cluster has to be read and summed for each. Thread-safe; contents are never changed.
final class RecentClusters {
    private static final int MOST = 64;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Long, byte[]> clusters =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                    return size() > MOST;
                }
            };

    byte @Nullable [] find(long index) {
        synchronized (lock) {
            return clusters.get(index);
        }
    }

    void keep(long index, byte[] content) {
        synchronized (lock) {
            clusters.put(index, content);
        }
    }
}
