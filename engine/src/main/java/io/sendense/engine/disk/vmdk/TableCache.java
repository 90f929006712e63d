package io.sendense.engine.disk.vmdk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/// The grain tables, and pieces of grain directories, that a disk and all its parents used last:
/// pieces of 512 entries, at most 8 MiB together. Thread-safe; no lock is held while a file is
/// read.
final class TableCache {
    private static final int MAX_TABLES = 4096;
    private static final int TABLE_BYTES = SparseHeader.TABLE_ENTRIES * Integer.BYTES;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Recent tables = new Recent();

    /// The 512 entries at a place in a file; what lies beyond its end is zero. Not to be changed.
    int[] get(PositionedFile file, long position) throws IOException {
        Key key = new Key(file, position);
        synchronized (lock) {
            int[] known = tables.get(key);
            if (known != null) {
                return known;
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(position, bytes);
        int[] entries = new int[SparseHeader.TABLE_ENTRIES];
        bytes.flip().asIntBuffer().get(entries);
        synchronized (lock) {
            tables.put(key, entries);
        }
        return entries;
    }

    /// Files are told apart as objects: each is opened once.
    private record Key(PositionedFile file, long position) {}

    private static final class Recent extends LinkedHashMap<Key, int[]> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, int[]> eldest) {
            return size() > MAX_TABLES;
        }
    }
}
