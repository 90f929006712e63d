package io.sendense.engine.repository.verify;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.qcow2.LayerAllocation;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.repository.point.LayerImages;
import io.sendense.engine.repository.point.LayerWalk;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.sums.ClusterDigests;
import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Compares what one layer holds with its sums: neighbouring clusters are read together by the
/// pool; or, without reading, which clusters both speak of. Confined to one thread, which hands the
/// reads out.
final class ContentCheck implements LayerWalk.Visitor {
    /// 1 MiB: large enough to read fast, small enough to be interrupted soon.
    private static final int CLUSTERS_PER_READ = 16;

    private final PointLayer layer;
    private final Qcow2Image image;
    private final LayerCheck.Depth depth;
    private final ReadPool pool;
    private final LayerFindings findings;
    private final LayerProgress progress;
    private final ClusterDigests digests;
    private final AtomicBoolean abandoned = new AtomicBoolean();
    private List<ClusterSum> batch = new ArrayList<>();
    private long lostOffset;
    private long lostEnd;

    ContentCheck(
            PointLayer layer,
            Qcow2Image image,
            LayerCheck.Depth depth,
            ReadPool pool,
            LayerFindings findings,
            LayerProgress progress) {
        this.layer = layer;
        this.image = image;
        this.depth = depth;
        this.pool = pool;
        this.findings = findings;
        this.progress = progress;
        this.digests = new ClusterDigests(LayerImages.CLUSTER_BYTES, layer.capacityBytes());
    }

    /// Ends the reads that have not begun: somebody wants to stop.
    void abandon() {
        abandoned.set(true);
    }

    /// Hands out what is left. The reads may still go on.
    void finish() throws InterruptedException {
        submit();
        reportLost();
    }

    @Override
    public void both(ClusterSum sum, LayerAllocation allocation) throws InterruptedException {
        if (depth == LayerCheck.Depth.STRUCTURE) {
            return;
        }
        switch (allocation) {
            case ZERO, NOT_HERE -> {
                compare(sum, digests.ofZeroes());
                progress.checked(bytesOf(sum));
            }
            case DATA, COMPRESSED_DATA -> {
                boolean adjoins = !batch.isEmpty() && batch.getLast().index() + 1 == sum.index();
                if (!adjoins || batch.size() == CLUSTERS_PER_READ) {
                    submit();
                }
                batch.add(sum);
            }
        }
    }

    @Override
    public void withoutSum(Extent clusters) {
        findings.add(lacking(Finding.SumsMissingCluster.Side.SUMS, clusters));
    }

    @Override
    public void onlySum(ClusterSum sum) {
        if (lostEnd == lostOffset || lostEnd != offset(sum)) {
            reportLost();
            lostOffset = offset(sum);
        }
        lostEnd = offset(sum) + bytesOf(sum);
        progress.checked(0);
    }

    private void reportLost() {
        if (lostOffset < lostEnd) {
            findings.add(
                    lacking(
                            Finding.SumsMissingCluster.Side.LAYER,
                            Extent.between(lostOffset, lostEnd)));
        }
        lostOffset = lostEnd;
    }

    private void submit() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        List<ClusterSum> clusters = batch;
        batch = new ArrayList<>();
        pool.submit(() -> check(clusters));
        progress.tell();
    }

    private void check(List<ClusterSum> clusters) {
        if (abandoned.get()) {
            return;
        }
        long offset = offset(clusters.getFirst());
        int length = (int) (offset(clusters.getLast()) + bytesOf(clusters.getLast()) - offset);
        ByteBuffer content = ByteBuffer.allocate(length);
        try {
            image.read(offset, content);
        } catch (IOException e) {
            if (clusters.size() > 1) {
                // One at a time, so that no more is called lost than is.
                clusters.forEach(cluster -> check(List.of(cluster)));
            } else {
                findings.add(unreadable(offset, length, e));
            }
            return;
        }
        for (ClusterSum cluster : clusters) {
            int from = (int) (offset(cluster) - offset);
            compare(cluster, digests.of(cluster.index(), content.slice(from, bytesOf(cluster))));
        }
        progress.checked(length);
    }

    private void compare(ClusterSum expected, Sha256 found) {
        if (!expected.sum().equals(found)) {
            findings.add(
                    new Finding.BadChecksum(
                            layer.point().id(),
                            layer.key(),
                            offset(expected),
                            expected.index(),
                            expected.sum(),
                            found));
        }
    }

    private Finding lacking(Finding.SumsMissingCluster.Side side, Extent clusters) {
        return new Finding.SumsMissingCluster(
                layer.point().id(), layer.key(), side, clusters.offset(), clusters.length());
    }

    private Finding unreadable(long offset, int length, IOException cause) {
        return new Finding.UnreadableLayer(
                layer.point().id(),
                layer.key(),
                layer.file(),
                Cause.of(CauseCode.RANGE_UNREADABLE)
                        .withBytes("length", length)
                        .withCount("offset", offset)
                        .because(cause));
    }

    private static long offset(ClusterSum sum) {
        return sum.index() * LayerImages.CLUSTER_BYTES;
    }

    private int bytesOf(ClusterSum sum) {
        return (int) Math.min(LayerImages.CLUSTER_BYTES, layer.capacityBytes() - offset(sum));
    }
}
