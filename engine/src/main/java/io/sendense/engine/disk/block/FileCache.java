package io.sendense.engine.disk.block;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// What was read last from places in some files, with a bound on all of it together; what was not
/// asked for longest goes first. Thread-safe; its lock is a leaf: nothing else is taken while it is
/// held.
///
/// Files are told apart as objects, whatever their class: each is opened once.
///
/// @param <V> what is kept of a place; its size never changes
public final class FileCache<V> {
    private final long maxBytes;
    private final ToLongFunction<V> size;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final LinkedHashMap<Place, V> kept = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("lock")
    private long bytes;

    /// @param size says how many bytes a value counts for
    public FileCache(long maxBytes, ToLongFunction<V> size) {
        this.maxBytes = maxBytes;
        this.size = size;
    }

    public Optional<V> get(Object file, long place) {
        synchronized (lock) {
            return Optional.ofNullable(kept.get(new Place(file, place)));
        }
    }

    /// Keeps a value, and forgets others until all fit into the bound.
    public void put(Object file, long place, V value) {
        synchronized (lock) {
            V before = kept.put(new Place(file, place), value);
            bytes += size.applyAsLong(value) - (before == null ? 0 : size.applyAsLong(before));
            var eldest = kept.values().iterator();
            while (bytes > maxBytes) {
                bytes -= size.applyAsLong(eldest.next());
                eldest.remove();
            }
        }
    }

    public void remove(Object file, long place) {
        synchronized (lock) {
            V value = kept.remove(new Place(file, place));
            bytes -= value == null ? 0 : size.applyAsLong(value);
        }
    }

    /// Forgets everything of a file.
    public void removeAll(Object file) {
        synchronized (lock) {
            var entries = kept.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<Place, V> entry = entries.next();
                if (entry.getKey().file.equals(file)) {
                    bytes -= size.applyAsLong(entry.getValue());
                    entries.remove();
                }
            }
        }
    }

    private record Place(Object file, long at) {}
}
