package io.sendense.engine.disk.vmdk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.PositionedFile;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The unpacked grains that a disk and all its parents used last: small reads ask for the same one
/// again and again. At most 4 MiB together. Thread-safe.
final class GrainCache {
    private static final int MAX_BYTES = 4 << 20;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final LinkedHashMap<Key, byte[]> grains = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("lock")
    private long bytes;

    /// The content of the grain that begins a sector of an extent; not to be changed.
    byte @Nullable [] get(PositionedFile file, long sector) {
        synchronized (lock) {
            return grains.get(new Key(file, sector));
        }
    }

    void put(PositionedFile file, long sector, byte[] content) {
        synchronized (lock) {
            byte[] before = grains.put(new Key(file, sector), content);
            bytes += content.length - (before == null ? 0 : before.length);
            var eldest = grains.values().iterator();
            while (bytes > MAX_BYTES) {
                bytes -= eldest.next().length;
                eldest.remove();
            }
        }
    }

    /// Files are told apart as objects: each is opened once.
    private record Key(PositionedFile file, long sector) {}
}
