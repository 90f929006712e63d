package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.HolePunch;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Gives back what a file counts and does not use, to its file system too. Only for files without
/// damage. Confined to one thread.
///
/// Refcounts go down first, then entries that now are the only ones of their cluster are marked, in
/// the end the dirty bit is cleared. A stop in between leaves a file on which it can be run again.
final class LeakRepair {
    /// Holes made at once.
    private static final int MAX_HOLES = 1024;

    private final PositionedFile file;
    private final HolePunch punch;
    private final List<Extent> holes = new ArrayList<>();
    private final CheckedFile counted;
    private final CheckedFile marked;

    LeakRepair(PositionedFile file) throws IOException {
        this.file = file;
        this.punch = new HolePunch(file);
        this.counted = new CheckedFile(file);
        this.marked = new CheckedFile(file);
    }

    /// @param progress of three goes over the file, of which the first found the leaks
    void run(ByteProgress progress) throws IOException, InterruptedException {
        counted.count(new Counts(), progress.part(1, 3));
        makeHoles();
        store(counted, MetadataPage.Role.REFCOUNT_BLOCK);
        file.force();
        marked.count(new Marks(), progress.part(2, 3));
        store(marked, MetadataPage.Role.L2_TABLE);
        file.force();
        FeatureBits features = counted.header().features();
        if (features.dirty()) {
            long cleared = features.incompatible() & ~FeatureBits.DIRTY;
            ByteBuffer field = ByteBuffer.allocate(Long.BYTES).putLong(cleared).flip();
            file.write(HeaderField.INCOMPATIBLE, field);
            file.force();
        }
    }

    /// Nothing refers to these clusters, whatever is counted.
    private void makeHoles() {
        punch.punch(holes);
        holes.clear();
    }

    private void addHole(long cluster) {
        Geometry geometry = counted.header().geometry();
        Extent next = new Extent(geometry.offset(cluster), geometry.clusterBytes());
        Extent last = holes.isEmpty() ? null : holes.getLast();
        if (last != null && last.end() == next.offset()) {
            holes.set(holes.size() - 1, Extent.between(last.offset(), next.end()));
            return;
        }
        if (holes.size() >= MAX_HOLES) {
            makeHoles();
        }
        holes.add(next);
    }

    private void store(CheckedFile tables, MetadataPage.Role role) throws IOException {
        List<MetadataPages.PageCopy> pages = tables.pages().takeDirty(role);
        for (MetadataPages.PageCopy page : pages) {
            file.write(page.page().offset(), page.content());
        }
        tables.pages().written(pages);
    }

    private void storeIfMany(CheckedFile tables, MetadataPage.Role role) throws IOException {
        if (tables.pages().dirtyBytes() >= MetadataPages.MAX_DIRTY_BYTES) {
            store(tables, role);
        }
    }

    private Qcow2FormatException changedMeanwhile() {
        return new Qcow2FormatException("'" + file.name() + "' was changed while it was checked");
    }

    /// The walk that counts down.
    private final class Counts implements ReferenceCount.Mismatches {
        @Override
        public void cluster(long cluster, long stated, long used) throws IOException {
            if (stated <= used || !counted.refcounts().set(cluster, used)) {
                throw changedMeanwhile();
            }
            if (used == 0) {
                addHole(cluster);
            }
            storeIfMany(counted, MetadataPage.Role.REFCOUNT_BLOCK);
        }

        @Override
        public void flag(long place, long entry, long count, Supplier<String> what) {
            // The next walk's work.
        }
    }

    /// The walk that marks.
    private final class Marks implements ReferenceCount.Mismatches {
        @Override
        public void cluster(long cluster, long stated, long used) throws IOException {
            throw changedMeanwhile();
        }

        @Override
        public void flag(long place, long entry, long count, Supplier<String> what)
                throws IOException {
            if (L2Entry.copied(entry)) {
                throw changedMeanwhile();
            }
            long mark = entry | L2Entry.COPIED;
            marked.pages().putLong(place, mark, MetadataPage.Role.L2_TABLE);
            storeIfMany(marked, MetadataPage.Role.L2_TABLE);
        }
    }
}
