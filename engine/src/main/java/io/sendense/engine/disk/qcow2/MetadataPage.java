package io.sendense.engine.disk.qcow2;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A cached piece of a table: `Geometry#pageBytes` bytes at a page-aligned place of the file.
///
/// Guarded by the lock of the image it belongs to.
final class MetadataPage {
    /// What a changed page belongs to, in the order in which changes must reach the disk: a cluster
    /// is counted before it is referenced, and a table is complete before it is linked.
    enum Role {
        REFCOUNT_BLOCK,
        REFCOUNT_TABLE,
        L2_TABLE,
        L1_TABLE
    }

    private final long offset;
    private final ByteBuffer bytes;

    /// Set while the page differs from the file.
    private @Nullable Role dirty;

    /// Whether a copy is on its way to the file.
    private boolean writing;

    MetadataPage(long offset, ByteBuffer bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    /// Where the page lies in the file.
    long offset() {
        return offset;
    }

    /// The content, big-endian; accessed by index only.
    ByteBuffer bytes() {
        return bytes;
    }

    @Nullable Role dirty() {
        return dirty;
    }

    void setDirty(@Nullable Role role) {
        dirty = role;
    }

    void setWriting(boolean now) {
        writing = now;
    }

    /// Whether the page must stay in memory.
    boolean pinned() {
        return dirty != null || writing;
    }
}
