package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.bytes;
import static io.sendense.engine.disk.qcow2.NumberText.hex;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;

/// One check of one file: counts references and compares them with the stated refcounts. Confined
/// to one thread.
///
/// Counts in windows of `WINDOW_CLUSTERS` host clusters, one walk over the tables each, so that
/// memory stays below 40 MiB however large the file; with 64 KiB clusters a file of 512 GiB takes
/// one walk.
final class ReferenceCount implements ReferenceWalk.Visitor {
    private static final int WINDOW_CLUSTERS = 8 << 20;

    private final PositionedFile file;
    private final Qcow2Header header;
    private final Geometry geometry;
    private final long fileBytes;
    private final long fileClusters;
    private final Refcounts refcounts;
    private final CheckFindings findings = new CheckFindings();

    private final int[] references;
    private long windowStart;
    private boolean firstWalk = true;
    private long allocated;
    private long compressed;

    ReferenceCount(PositionedFile file) throws IOException {
        this.file = file;
        this.header = Qcow2Header.read(file);
        this.geometry = header.geometry();
        this.fileBytes = file.length();
        this.fileClusters = geometry.clusters(fileBytes);
        FileEnd end = new FileEnd(file.name(), fileBytes);
        MetadataPages pages = new MetadataPages(file, new MetadataCache(), geometry.pageBytes());
        this.refcounts = new Refcounts(file, geometry, pages, end);
        TableLocations tables = header.tables();
        this.refcounts.moveTable(tables.refcountTableOffset(), tables.refcountTableClusters());
        this.references = new int[(int) Math.min(WINDOW_CLUSTERS, fileClusters)];
    }

    CheckReport report() throws IOException, InterruptedException {
        if (header.features().corrupt()) {
            corruption("the file is marked as corrupt");
        }
        for (windowStart = 0; windowStart < fileClusters; windowStart += references.length) {
            Arrays.fill(references, 0);
            new ReferenceWalk(file, header, this).run();
            compare();
            firstWalk = false;
        }
        return new CheckReport(
                findings.corruptions(),
                findings.leaks(),
                geometry.guestClusters(),
                allocated,
                compressed,
                findings.texts());
    }

    @Override
    public void reference(long offset, long length, Supplier<String> what) {
        if (length == 0) {
            return;
        }
        if (firstWalk && offset + length - fileBytes >= geometry.clusterBytes()) {
            findings.corruption(
                    what.get()
                            + " uses "
                            + length
                            + " bytes at "
                            + hex(offset)
                            + ", past end of file ("
                            + bytes(fileBytes)
                            + ")");
        }
        long first = Math.max(geometry.cluster(offset), windowStart);
        long end = Math.min(windowStart + references.length, fileClusters);
        long last = Math.min(geometry.cluster(offset + length - 1), end - 1);
        for (long cluster = first; cluster <= last; cluster++) {
            references[(int) (cluster - windowStart)]++;
        }
    }

    @Override
    public void copiedFlag(long offset, boolean copied, Supplier<String> what) throws IOException {
        if (!firstWalk) {
            return;
        }
        long count = stated(geometry.cluster(offset));
        if (copied != (count == 1)) {
            findings.corruption(
                    what.get()
                            + (copied ? " is" : " is not")
                            + " marked as copied, the refcount of its cluster at "
                            + hex(offset)
                            + " is "
                            + count);
        }
    }

    @Override
    public void guestCluster(ClusterKind kind) {
        if (!firstWalk) {
            return;
        }
        switch (kind) {
            case DATA, ZERO_ALLOCATED -> allocated++;
            case COMPRESSED -> {
                allocated++;
                compressed++;
            }
            case UNALLOCATED, ZERO -> {
                // No place in the file.
            }
        }
    }

    @Override
    public void corruption(String text) {
        if (firstWalk) {
            findings.corruption(text);
        }
    }

    private void compare() throws IOException {
        long end = Math.min(windowStart + references.length, fileClusters);
        for (long cluster = windowStart; cluster < end; cluster++) {
            long used = references[(int) (cluster - windowStart)];
            long stated = stated(cluster);
            if (stated != used) {
                String text =
                        "cluster "
                                + cluster
                                + " at "
                                + hex(geometry.offset(cluster))
                                + " has refcount "
                                + stated
                                + " and is used "
                                + used
                                + (used == 1 ? " time" : " times");
                if (stated > used) {
                    findings.leak(text);
                } else {
                    findings.corruption(text);
                }
            }
        }
    }

    /// The refcount in the file; 0 where its block cannot be had, which the walk reports.
    private long stated(long cluster) throws IOException {
        if (cluster >= refcounts.coveredClusters()) {
            return 0;
        }
        try {
            return refcounts.get(cluster);
        } catch (Qcow2FormatException _) {
            return 0;
        }
    }
}
