package io.sendense.engine.disk.qcow2;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Unchanged table pages of an image and all the files it is backed by, least recently used first
/// to go. Thread-safe; its lock is a leaf: nothing else is taken while it is held.
///
/// Together with the changed pages of the one writable file (`MetadataPages#MAX_DIRTY_BYTES`, twice
/// while they are written) this is all the metadata a chain keeps in memory, however large the
/// disks and however long the chain.
final class MetadataCache {
    /// 32 MiB: L2 tables for 256 GiB of disk with 64 KiB clusters.
    static final int MAX_BYTES = 32 << 20;

    private final UnpackedClusters unpacked = new UnpackedClusters();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final LinkedHashMap<Key, MetadataPage> pages = new LinkedHashMap<>(16, 0.75f, true);

    @GuardedBy("lock")
    private long bytes;

    @GuardedBy("lock")
    private int owners;

    /// What the chain keeps of its compressed clusters, beside the metadata.
    UnpackedClusters unpacked() {
        return unpacked;
    }

    /// A number for whoever is about to keep something here.
    int register() {
        synchronized (lock) {
            return owners++;
        }
    }

    @Nullable MetadataPage get(int owner, long offset) {
        synchronized (lock) {
            return pages.get(new Key(owner, offset));
        }
    }

    /// Keeps a page, and forgets the ones not asked for longest.
    void put(int owner, MetadataPage page) {
        synchronized (lock) {
            MetadataPage before = pages.put(new Key(owner, page.offset()), page);
            bytes += page.bytes().capacity() - (before == null ? 0 : before.bytes().capacity());
            var eldest = pages.entrySet().iterator();
            while (bytes > MAX_BYTES) {
                bytes -= eldest.next().getValue().bytes().capacity();
                eldest.remove();
            }
        }
    }

    void remove(int owner, long offset) {
        synchronized (lock) {
            MetadataPage page = pages.remove(new Key(owner, offset));
            bytes -= page == null ? 0 : page.bytes().capacity();
        }
    }

    /// Forgets everything of a file that was closed.
    void removeAll(int owner) {
        synchronized (lock) {
            var entries = pages.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<Key, MetadataPage> entry = entries.next();
                if (entry.getKey().owner == owner) {
                    bytes -= entry.getValue().bytes().capacity();
                    entries.remove();
                }
            }
        }
    }

    /// Bytes of pages kept now.
    long bytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    private record Key(int owner, long offset) {}
}
