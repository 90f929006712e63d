package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.qcow2.MetadataPage.Role;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Brings the tables in memory to the disk, in an order in which a stop at any point leaves no more
/// than leaked clusters:
///
/// 1. data (already written) and refcount blocks; then `fsync`;
/// 2. the refcount table, which links new blocks; `fsync`;
/// 3. L2 tables: what they point to is stored and counted; `fsync`;
/// 4. the L1 table, which links new L2 tables; `fsync`;
/// 5. clusters nobody points to any more become holes of the file, where its file system makes
///    some, then are counted down, and may be used again.
///
/// Empty steps cost nothing: a flush without new tables is one or two `fsync`. The copies written
/// are of one moment, so that a table never says more than what the first `fsync` covered, while
/// other threads go on. Thread-safe; one checkpoint at a time.
///
/// After a failed `fsync` nobody knows what the disk holds (the system may have dropped the pages
/// and reports success the next time), so every later checkpoint fails too.
final class Checkpoint {
    private static final int MAX_WRITE_BYTES = 1 << 20;

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final ImageTables tables;
    private final PositionedFile file;
    private final SpaceReturn space;
    private @Nullable IOException broken;

    Checkpoint(ImageTables tables, Users users, ClusterReader reader) {
        this.tables = tables;
        this.file = tables.file();
        this.space = new SpaceReturn(tables, users, reader);
    }

    /// Writes everything that was accepted before the call. Must not be called while a user of the
    /// image or while holding the tables' lock.
    void run() throws IOException {
        oneAtATime.lock();
        try {
            checkSound();
            Moment moment = moment();
            try {
                write(moment);
            } catch (IOException e) {
                tables.lock();
                try {
                    moment.pages.values().forEach(tables.pages()::failed);
                    tables.allocator().restoreReleased(moment.released);
                } finally {
                    tables.unlock();
                }
                throw e;
            }
            if (!moment.released.isEmpty()) {
                finishBlocks(space.giveBack(moment.released));
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    /// Runs `work` with the tables locked, while no checkpoint is under way and none of the changed
    /// refcount blocks differs from the disk.
    void withStoredRefcounts(TableWork work) throws IOException {
        oneAtATime.lock();
        try {
            checkSound();
            tables.lock();
            try {
                List<MetadataPages.PageCopy> blocks = tables.pages().takeDirty(Role.REFCOUNT_BLOCK);
                try {
                    writePages(blocks);
                    force();
                } catch (IOException e) {
                    tables.pages().failed(blocks);
                    throw e;
                }
                tables.pages().written(blocks);
                work.run();
            } finally {
                tables.unlock();
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private void checkSound() throws IOException {
        if (broken != null) {
            throw new IOException(
                    "'" + file.name() + "' could not be synced before: " + broken.getMessage(),
                    broken);
        }
    }

    private Moment moment() {
        tables.lock();
        try {
            Map<Role, List<MetadataPages.PageCopy>> pages = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                pages.put(role, tables.pages().takeDirty(role));
            }
            return new Moment(pages, tables.allocator().takeReleased());
        } finally {
            tables.unlock();
        }
    }

    private void write(Moment moment) throws IOException {
        for (Map.Entry<Role, List<MetadataPages.PageCopy>> step : moment.pages.entrySet()) {
            writePages(step.getValue());
            // The first step's sync is for the data, whether or not there are blocks.
            if (step.getKey() == Role.REFCOUNT_BLOCK || !step.getValue().isEmpty()) {
                force();
            }
        }
        tables.lock();
        try {
            moment.pages.values().forEach(tables.pages()::written);
        } finally {
            tables.unlock();
        }
    }

    private void force() throws IOException {
        try {
            file.force();
        } catch (IOException e) {
            broken = e;
            throw e;
        }
    }

    private void writePages(List<MetadataPages.PageCopy> copies) throws IOException {
        int from = 0;
        while (from < copies.size()) {
            long start = copies.get(from).page().offset();
            List<ByteBuffer> adjoining = new ArrayList<>();
            int bytes = 0;
            while (from < copies.size()
                    && copies.get(from).page().offset() == start + bytes
                    && bytes < MAX_WRITE_BYTES) {
                adjoining.add(copies.get(from).content());
                bytes += copies.get(from).content().capacity();
                from++;
            }
            file.write(start, joined(adjoining, bytes));
        }
    }

    private static ByteBuffer joined(List<ByteBuffer> parts, int bytes) {
        if (parts.size() == 1) {
            return parts.getFirst().duplicate().clear();
        }
        ByteBuffer whole = ByteBuffer.allocate(bytes);
        for (ByteBuffer part : parts) {
            whole.put(part.duplicate().clear());
        }
        return whole.flip();
    }

    /// Stores the lower counts. Were they lost, the clusters would be leaked, no more; so this
    /// needs no sync of its own.
    private void finishBlocks(List<MetadataPages.PageCopy> blocks) throws IOException {
        boolean stored = false;
        try {
            writePages(blocks);
            stored = true;
        } finally {
            tables.lock();
            try {
                if (stored) {
                    tables.pages().written(blocks);
                } else {
                    tables.pages().failed(blocks);
                }
            } finally {
                tables.unlock();
            }
        }
    }

    /// The changed pages of one moment, in the order of `Role`, and the clusters they let go of.
    private record Moment(
            Map<Role, List<MetadataPages.PageCopy>> pages,
            List<ClusterAllocator.HostExtent> released) {}

    /// Work on locked tables.
    @FunctionalInterface
    interface TableWork {
        void run() throws IOException;
    }
}
