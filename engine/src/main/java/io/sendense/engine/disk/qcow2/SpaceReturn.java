package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.HolePunch;
import java.io.IOException;
import java.util.List;

/// Gives back clusters that no stored table points to any more: makes them holes of the file, where
/// its file system makes some, then counts them down to zero. Called by one checkpoint at a time.
///
/// The holes are made while the clusters are still counted, so that nobody can have got them for a
/// new use, and without a lock, so that nobody waits. They are best effort: what cannot be punched
/// keeps its bytes until the cluster is used again.
final class SpaceReturn {
    private final ImageTables tables;
    private final Users users;
    private final ClusterReader reader;
    private final HolePunch punch;

    SpaceReturn(ImageTables tables, Users users, ClusterReader reader) {
        this.tables = tables;
        this.users = users;
        this.reader = reader;
        this.punch = new HolePunch(tables.file());
    }

    /// Gives back what was released before the tables were stored.
    ///
    /// @return the changed refcount blocks, to be written
    List<MetadataPages.PageCopy> giveBack(List<ClusterAllocator.HostExtent> released)
            throws IOException {
        List<ClusterAllocator.HostExtent> unused;
        List<Extent> holes;
        users.givingBack().lock();
        try {
            tables.lock();
            try {
                reader.forgetUnpacked();
                unused = tables.allocator().lower(released);
                holes = holes(unused);
            } finally {
                tables.unlock();
            }
        } finally {
            users.givingBack().unlock();
        }
        punch.punch(holes);
        tables.lock();
        try {
            tables.allocator().free(unused);
            return tables.pages().takeDirty(MetadataPage.Role.REFCOUNT_BLOCK);
        } finally {
            tables.unlock();
        }
    }

    /// A broken file may say that its own tables are clusters of the disk.
    private List<Extent> holes(List<ClusterAllocator.HostExtent> unused) {
        Geometry geometry = tables.geometry();
        return unused.stream()
                .filter(extent -> !tables.fixed().touch(extent.offset(), extent.clusters()))
                .map(extent -> new Extent(extent.offset(), geometry.offset(extent.clusters())))
                .toList();
    }
}
