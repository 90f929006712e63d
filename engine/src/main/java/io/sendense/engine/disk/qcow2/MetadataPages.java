package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.FileCache;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The tables of one file as pages: fetched when asked for, changed in memory, handed out in copies
/// to be written. Guarded by the image's lock.
///
/// Changed pages are held here until they are written; unchanged ones live in the shared
/// `ChainCaches`.
final class MetadataPages {
    /// When more than this is changed, the next write first runs a checkpoint.
    static final long MAX_DIRTY_BYTES = 8 << 20;

    private final PositionedFile file;
    private final FileCache<MetadataPage> cache;
    private final int pageBytes;
    private final Map<Long, MetadataPage> pinned = new HashMap<>();

    /// The page asked for last: neighbouring clusters come from the same one.
    private @Nullable MetadataPage recent;

    /// Read without the lock by writers that ask whether a checkpoint is due.
    private final AtomicLong dirtyBytes = new AtomicLong();

    MetadataPages(PositionedFile file, FileCache<MetadataPage> cache, int pageBytes) {
        this.file = file;
        this.cache = cache;
        this.pageBytes = pageBytes;
    }

    /// The page that holds the byte at `offset` of the file.
    MetadataPage at(long offset) throws IOException {
        long start = offset & -pageBytes;
        MetadataPage last = recent;
        if (last != null && last.offset() == start) {
            return last;
        }
        MetadataPage page = pinned.get(start);
        if (page == null) {
            page = cache.get(file, start).orElse(null);
        }
        if (page == null) {
            ByteBuffer bytes = ByteBuffer.allocate(pageBytes);
            file.read(start, bytes);
            page = new MetadataPage(start, bytes.clear());
            cache.put(file, page.offset(), page);
        }
        recent = page;
        return page;
    }

    /// Eight bytes at `offset`, which is a multiple of 8.
    long getLong(long offset) throws IOException {
        return at(offset).bytes().getLong((int) (offset & (pageBytes - 1)));
    }

    void putLong(long offset, long value, MetadataPage.Role role) throws IOException {
        MetadataPage page = at(offset);
        page.bytes().putLong((int) (offset & (pageBytes - 1)), value);
        changed(page, role);
    }

    /// Notes that a page was changed.
    void changed(MetadataPage page, MetadataPage.Role role) {
        if (page.dirty() == null) {
            if (!page.pinned()) {
                pinned.put(page.offset(), page);
                cache.remove(file, page.offset());
            }
            dirtyBytes.addAndGet(pageBytes);
        }
        page.setDirty(role);
    }

    /// Bytes of pages that differ from the file. May be asked without the lock.
    long dirtyBytes() {
        return dirtyBytes.get();
    }

    int pageBytes() {
        return pageBytes;
    }

    /// Forgets what is known of a range of the file, changes included: it has a new use.
    void forget(long offset, long length) {
        recent = null;
        for (long start = offset; start < offset + length; start += pageBytes) {
            cache.remove(file, start);
            MetadataPage page = pinned.remove(start);
            if (page != null && page.dirty() != null) {
                dirtyBytes.addAndGet(-pageBytes);
            }
        }
    }

    /// Copies of the changed pages of `role` in file order. They count as unchanged from now on,
    /// but stay in memory until `written` or `failed` is called.
    List<PageCopy> takeDirty(MetadataPage.Role role) {
        List<PageCopy> copies = new ArrayList<>();
        for (MetadataPage page : pinned.values()) {
            if (page.dirty() == role) {
                ByteBuffer copy = ByteBuffer.allocate(pageBytes).put(0, page.bytes(), 0, pageBytes);
                copies.add(new PageCopy(page, role, copy));
                page.setDirty(null);
                page.setWriting(true);
                dirtyBytes.addAndGet(-pageBytes);
            }
        }
        copies.sort((a, b) -> Long.compare(a.page.offset(), b.page.offset()));
        return copies;
    }

    /// The copies are in the file.
    void written(List<PageCopy> copies) {
        for (PageCopy copy : copies) {
            copy.page.setWriting(false);
            release(copy.page);
        }
    }

    /// The copies may not be in the file: their pages are changed, as before.
    void failed(List<PageCopy> copies) {
        for (PageCopy copy : copies) {
            if (copy.page.dirty() == null && holds(copy.page)) {
                copy.page.setDirty(copy.role);
                dirtyBytes.addAndGet(pageBytes);
            }
            copy.page.setWriting(false);
        }
    }

    private void release(MetadataPage page) {
        if (!page.pinned() && holds(page)) {
            pinned.remove(page.offset());
            cache.put(file, page.offset(), page);
        }
    }

    /// False for a page that was forgotten while its copy was being written.
    private boolean holds(MetadataPage page) {
        return pinned.get(page.offset()) == page;
    }

    /// Forgets everything.
    void close() {
        recent = null;
        pinned.clear();
        cache.removeAll(file);
    }

    /// A page's content at one moment, on its way to the file.
    record PageCopy(MetadataPage page, MetadataPage.Role role, ByteBuffer content) {}
}
