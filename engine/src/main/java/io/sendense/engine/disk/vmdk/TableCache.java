package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.FileCache;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The grain tables, and pieces of grain directories, that a disk and all its parents used last:
/// pieces of 512 entries, at most 8 MiB together. Thread-safe; no lock is held while a file is
/// read.
final class TableCache {
    private static final int MAX_BYTES = 8 << 20;
    private static final int TABLE_BYTES = SparseHeader.TABLE_ENTRIES * Integer.BYTES;

    private final FileCache<int[]> tables = new FileCache<>(MAX_BYTES, _ -> TABLE_BYTES);

    /// The 512 entries at a place in a file; what lies beyond its end is zero. Not to be changed.
    int[] get(PositionedFile file, long position) throws IOException {
        Optional<int[]> known = tables.get(file, position);
        if (known.isPresent()) {
            return known.get();
        }
        ByteBuffer bytes = ByteBuffer.allocate(TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(position, bytes);
        int[] entries = new int[SparseHeader.TABLE_ENTRIES];
        bytes.flip().asIntBuffer().get(entries);
        tables.put(file, position, entries);
        return entries;
    }
}
