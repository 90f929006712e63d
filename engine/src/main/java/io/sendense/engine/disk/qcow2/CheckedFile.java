package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A file on which one check or one repair is run. Confined to one thread.
final class CheckedFile {
    private final PositionedFile file;
    private final Qcow2Header header;
    private final Geometry geometry;
    private final MetadataPages pages;
    private final Refcounts refcounts;
    private final CheckFindings findings = new CheckFindings();

    CheckedFile(PositionedFile file) throws IOException {
        this.file = file;
        this.header = Qcow2Header.read(file);
        this.geometry = header.geometry();
        this.pages = new MetadataPages(file, new MetadataCache(), geometry.pageBytes());
        FileEnd end = new FileEnd(file.name(), file.length());
        this.refcounts = new Refcounts(file, geometry, pages, end);
        TableLocations tables = header.tables();
        this.refcounts.moveTable(tables.refcountTableOffset(), tables.refcountTableClusters());
    }

    CheckReport report() throws IOException, InterruptedException {
        return new ReferenceCount(file, header, refcounts, findings, this::find).run();
    }

    private void find(long cluster, long stated, long used) {
        String text =
                "cluster %d at %s has refcount %d and is used %d %s"
                        .formatted(
                                cluster,
                                hex(geometry.offset(cluster)),
                                stated,
                                used,
                                used == 1 ? "time" : "times");
        if (stated > used) {
            findings.leak(text);
        } else {
            findings.corruption(text);
        }
    }

    /// Counts leaked clusters down to their use, then clears the dirty bit.
    void repair() throws IOException, InterruptedException {
        new ReferenceCount(file, header, refcounts, findings, this::countDown).run();
        store();
        file.force();
        if (header.features().dirty()) {
            long features = header.features().incompatible() & ~FeatureBits.DIRTY;
            ByteBuffer field = ByteBuffer.allocate(Long.BYTES).putLong(features).flip();
            file.write(HeaderField.INCOMPATIBLE, field);
            file.force();
        }
    }

    private void countDown(long cluster, long stated, long used) throws IOException {
        if (stated <= used) {
            throw new Qcow2FormatException(
                    "'" + file.name() + "' was changed while it was checked");
        }
        refcounts.set(cluster, used);
        if (pages.dirtyBytes() >= MetadataPages.MAX_DIRTY_BYTES) {
            store();
        }
    }

    private void store() throws IOException {
        List<MetadataPages.PageCopy> blocks = pages.takeDirty(MetadataPage.Role.REFCOUNT_BLOCK);
        for (MetadataPages.PageCopy block : blocks) {
            file.write(block.page().offset(), block.content());
        }
        pages.written(blocks);
    }
}
