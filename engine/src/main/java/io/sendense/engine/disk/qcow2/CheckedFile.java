package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.util.function.Supplier;

/// A file whose tables are gone through, and the findings on the way. Confined to one thread.
final class CheckedFile implements ReferenceCount.Mismatches {
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
        this.pages = new MetadataPages(file, new ChainCaches().pages(), geometry.pageBytes());
        FileEnd end = new FileEnd(file.name(), file.length());
        this.refcounts = new Refcounts(file, geometry, pages, end);
        TableLocations tables = header.tables();
        this.refcounts.moveTable(tables.refcountTableOffset(), tables.refcountTableClusters());
    }

    CheckReport report(ByteProgress progress) throws IOException, InterruptedException {
        return count(this, progress);
    }

    /// Whether nothing is damaged in earnest, by the last report.
    boolean harmless() {
        return findings.harmless();
    }

    @CanIgnoreReturnValue
    CheckReport count(ReferenceCount.Mismatches mismatches, ByteProgress progress)
            throws IOException, InterruptedException {
        return new ReferenceCount(file, header, refcounts, findings, mismatches, progress).run();
    }

    Qcow2Header header() {
        return header;
    }

    MetadataPages pages() {
        return pages;
    }

    Refcounts refcounts() {
        return refcounts;
    }

    @Override
    public void flag(long place, long entry, long count, Supplier<String> what) {
        boolean copied = L2Entry.copied(entry);
        String text =
                "%s %s marked as copied, the refcount of its cluster at %s is %d"
                        .formatted(
                                what.get(),
                                copied ? "is" : "is not",
                                hex(L2Entry.offset(entry)),
                                count);
        if (copied) {
            findings.corruption(text);
        } else {
            findings.missingFlag(text);
        }
    }

    @Override
    public void cluster(long cluster, long stated, long used) {
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
}
