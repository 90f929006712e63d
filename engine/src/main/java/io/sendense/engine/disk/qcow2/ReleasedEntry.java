package io.sendense.engine.disk.qcow2;

/// Gives back the host clusters of an L2 entry that was just replaced. Stateless; the image's lock
/// is held.
final class ReleasedEntry {
    private ReleasedEntry() {}

    static void release(long entry, ImageTables tables) {
        Geometry geometry = tables.geometry();
        switch (L2Entry.kind(entry)) {
            case UNALLOCATED, ZERO -> {
                // Nothing was held.
            }
            case DATA, ZERO_ALLOCATED -> tables.allocator().release(L2Entry.offset(entry), 1);
            case COMPRESSED -> {
                long offset = L2Entry.compressedOffset(entry, geometry);
                long last = offset + L2Entry.compressedBytes(entry, geometry) - 1;
                long first = geometry.cluster(offset);
                long clusters = geometry.cluster(last) - first + 1;
                tables.allocator().release(geometry.offset(first), clusters);
            }
        }
    }
}
