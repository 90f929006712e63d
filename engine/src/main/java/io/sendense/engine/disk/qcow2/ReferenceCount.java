package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.bytes;
import static io.sendense.engine.disk.qcow2.NumberText.hex;

import io.sendense.engine.disk.block.ByteProgress;
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
    private static final long UNKNOWN = -1;

    private final PositionedFile file;
    private final Qcow2Header header;
    private final Geometry geometry;
    private final Mismatches mismatches;
    private final ByteProgress progress;
    private final long fileBytes;
    private final long fileClusters;
    private final Refcounts refcounts;
    private final CheckFindings findings;
    private final int highest;

    private final int[] references;
    private long windowStart;

    /// Clusters to compare, from the start of the file: all that it has, and the one behind them if
    /// a piece of it is in use.
    private long compared;

    private boolean firstWalk = true;
    private long allocated;
    private long compressed;

    /// @param refcounts as the file states them
    /// @param mismatches is told where references and refcounts differ
    /// @param progress is told how much of the file is counted, as the tables are walked
    ReferenceCount(
            PositionedFile file,
            Qcow2Header header,
            Refcounts refcounts,
            CheckFindings findings,
            Mismatches mismatches,
            ByteProgress progress)
            throws IOException {
        this.file = file;
        this.header = header;
        this.geometry = header.geometry();
        this.refcounts = refcounts;
        this.findings = findings;
        this.mismatches = mismatches;
        this.progress = progress;
        this.fileBytes = file.length();
        this.fileClusters = geometry.clusters(fileBytes);
        this.highest =
                geometry.refcountBits() >= Integer.SIZE
                        ? Integer.MAX_VALUE
                        : (1 << geometry.refcountBits()) - 1;
        this.compared = fileClusters;
        this.references = new int[(int) Math.min(WINDOW_CLUSTERS, fileClusters + 1)];
    }

    /// Takes what does not fit together.
    interface Mismatches {
        /// The refcount of a cluster is not the number of its references.
        void cluster(long cluster, long stated, long used) throws IOException;

        /// An entry's copied flag does not fit the refcount of its cluster.
        void flag(long place, long entry, long count, Supplier<String> what) throws IOException;
    }

    CheckReport run() throws IOException, InterruptedException {
        if (header.features().corrupt()) {
            corruption("the file is marked as corrupt");
        }
        for (windowStart = 0; windowStart < compared; windowStart += references.length) {
            Arrays.fill(references, 0);
            new ReferenceWalk(file, header, this).run();
            compare();
            firstWalk = false;
            progress.reached(bytesBefore(windowStart + references.length), fileBytes);
        }
        return new CheckReport(
                findings.corruptions(),
                findings.leaks(),
                geometry.guestClusters(),
                allocated,
                compressed,
                findings.texts());
    }

    /// Bytes of the file before a cluster, which may lie behind its end.
    private long bytesBefore(long cluster) {
        return Math.min(fileBytes, geometry.offset(cluster));
    }

    @Override
    public void walked(long entries, long ofEntries) {
        long start = bytesBefore(windowStart);
        long end = bytesBefore(windowStart + references.length);
        double share = (double) entries / ofEntries;
        progress.reached(start + (long) ((end - start) * share), fileBytes);
    }

    @Override
    public void reference(long offset, long length, Supplier<String> what) {
        if (length == 0) {
            return;
        }
        if (offset + length - fileBytes >= geometry.clusterBytes()) {
            corruption(
                    "%s uses %d bytes at %s, past end of file (%s)"
                            .formatted(what.get(), length, hex(offset), bytes(fileBytes)));
            return;
        }
        long first = Math.max(geometry.cluster(offset), windowStart);
        long used = Math.min(geometry.cluster(offset + length - 1), fileClusters);
        compared = Math.max(compared, used + 1);
        long last = Math.min(used, windowStart + references.length - 1);
        for (long cluster = first; cluster <= last; cluster++) {
            int index = (int) (cluster - windowStart);
            if (references[index] == highest) {
                findings.corruption(
                        "%s is one use more of the cluster at %s than a refcount can tell"
                                .formatted(what.get(), hex(geometry.offset(cluster))));
            } else {
                references[index]++;
            }
        }
    }

    @Override
    public void soleUse(long offset, String what) {
        long index = geometry.cluster(offset) - windowStart;
        if (index >= 0 && index < references.length && references[(int) index] != 1) {
            findings.corruption(
                    what + " has a block at " + hex(offset) + " that is used for other things too");
        }
    }

    @Override
    public void copiedFlag(long place, long entry, Supplier<String> what) throws IOException {
        if (!firstWalk) {
            return;
        }
        long count = stated(geometry.cluster(L2Entry.offset(entry)));
        if (count != UNKNOWN && L2Entry.copied(entry) != (count == 1)) {
            mismatches.flag(place, entry, count, what);
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
        long end = Math.min(windowStart + references.length, compared);
        for (long cluster = windowStart; cluster < end; cluster++) {
            long used = references[(int) (cluster - windowStart)];
            long stated = stated(cluster);
            if (stated != UNKNOWN && stated != used) {
                mismatches.cluster(cluster, stated, used);
            }
        }
    }

    /// The refcount in the file. The walk reports blocks that cannot be had; one past the end reads
    /// as zeroes, one that is not aligned says nothing.
    private long stated(long cluster) throws IOException {
        if (cluster >= refcounts.coveredClusters()) {
            return 0;
        }
        try {
            return refcounts.get(cluster);
        } catch (Qcow2FormatException _) {
            return refcounts.aligned(cluster) ? 0 : UNKNOWN;
        }
    }
}
