package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// All that is known of one open file, and the lock that guards it.
///
/// Lock order within an image: a checkpoint's own lock, then `Users`, then this one. Data is read
/// and written without this lock; tables only with it. A file's backing files have locks of their
/// own, taken while none of this file's tables are locked.
final class ImageTables {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();

    private final PositionedFile file;
    private final Qcow2Header header;
    private final ChainCaches cache;
    private final MetadataPages pages;
    private final Refcounts refcounts;
    private final FixedTables fixed;
    private final ClusterAllocator allocator;
    private final MappingTables mapping;
    private final Subclusters subclusters;
    private final FileEnd end;
    private final InFlightClusters inFlight = new InFlightClusters();

    ImageTables(PositionedFile file, Qcow2Header header, ChainCaches cache) throws IOException {
        this.file = file;
        this.header = header;
        this.cache = cache;
        Geometry geometry = header.geometry();
        this.end = new FileEnd(file.name(), file.length());
        this.pages = new MetadataPages(file, cache.pages(), geometry.pageBytes());
        this.refcounts = new Refcounts(file, geometry, pages, end);
        this.refcounts.moveTable(
                header.tables().refcountTableOffset(), header.tables().refcountTableClusters());
        this.fixed = new FixedTables(file.name(), header, refcounts);
        this.allocator = new ClusterAllocator(geometry, refcounts, fixed, end);
        this.mapping = new MappingTables(file, header, pages, end, fixed, allocator);
        this.subclusters = new Subclusters(geometry, pages, mapping, end);
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /// Waits, giving up the lock meanwhile, until nobody else fills the guest cluster `first`.
    ///
    /// @return how many clusters from there on, at most `max`, nobody fills
    long awaitSettled(long first, long max) {
        long free = inFlight.freeFrom(first, max);
        while (free == 0) {
            settled.awaitUninterruptibly();
            free = inFlight.freeFrom(first, max);
        }
        return free;
    }

    /// Marks guest clusters as being filled, until `settle`.
    InFlightClusters.Range begin(long first, long clusters) {
        return inFlight.add(first, clusters);
    }

    /// The clusters are filled, or given up: wakes those who wait for them.
    void settle(InFlightClusters.Range range) {
        inFlight.remove(range);
        settled.signalAll();
    }

    /// One look into the tables: what stands behind the disk's bytes from `position` on, at most
    /// `max` of them.
    GuestRun run(long position, long max) throws IOException {
        lock.lock();
        try {
            return geometry().extendedL2()
                    ? subclusters.run(position, max)
                    : clusters(position, max);
        } finally {
            lock.unlock();
        }
    }

    private GuestRun clusters(long position, long max) throws IOException {
        long first = geometry().cluster(position);
        long last = geometry().cluster(position + max - 1);
        Mapping found = mapping.lookup(first, last - first + 1);
        int within = geometry().withinCluster(position);
        long bytes = geometry().offset(found.clusters()) - within;
        return new GuestRun(
                found.kind(), Math.min(bytes, max), found.host() + within, found.entry());
    }

    PositionedFile file() {
        return file;
    }

    Qcow2Header header() {
        return header;
    }

    Geometry geometry() {
        return header.geometry();
    }

    ChainCaches cache() {
        return cache;
    }

    MetadataPages pages() {
        return pages;
    }

    Refcounts refcounts() {
        return refcounts;
    }

    ClusterAllocator allocator() {
        return allocator;
    }

    FixedTables fixed() {
        return fixed;
    }

    MappingTables mapping() {
        return mapping;
    }

    FileEnd end() {
        return end;
    }
}
