package io.sendense.engine.disk.qcow2;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The compressed clusters of a whole chain that were read last, unpacked: small reads ask for the
/// same one again and again. At most [#MAX_BYTES], however long the chain. Thread-safe.
final class UnpackedClusters {
    /// 4 MiB: two of the largest clusters.
    static final int MAX_BYTES = 4 << 20;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final LinkedHashMap<Key, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("lock")
    private long bytes;

    /// @param file a number of the file, unique within the chain
    /// @param entry the L2 entry, which says where the cluster lies
    byte @Nullable [] get(int file, long entry) {
        synchronized (lock) {
            return kept.get(new Key(file, entry));
        }
    }

    /// Keeps a cluster, and forgets the ones not asked for longest.
    void put(int file, long entry, byte[] content) {
        synchronized (lock) {
            byte[] before = kept.put(new Key(file, entry), content);
            bytes += content.length - (before == null ? 0 : before.length);
            var eldest = kept.entrySet().iterator();
            while (bytes > MAX_BYTES) {
                bytes -= eldest.next().getValue().length;
                eldest.remove();
            }
        }
    }

    /// Forgets everything of a file.
    void forget(int file) {
        synchronized (lock) {
            var entries = kept.entrySet().iterator();
            while (entries.hasNext()) {
                var each = entries.next();
                if (each.getKey().file == file) {
                    bytes -= each.getValue().length;
                    entries.remove();
                }
            }
        }
    }

    /// Bytes kept now.
    long bytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    private record Key(int file, long entry) {}
}
