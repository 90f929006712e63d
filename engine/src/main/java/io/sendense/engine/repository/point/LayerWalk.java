package io.sendense.engine.repository.point;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.qcow2.LayerAllocation;
import io.sendense.engine.disk.qcow2.LayerStatus;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.repository.sums.SumsCursor;
import java.io.IOException;
import java.util.Optional;

/// Goes through a layer and its sums side by side, from the first cluster to the last. Confined to
/// one thread.
///
/// What a layer holds as zero, and what the lowest layer does not hold at all, reads as zeroes
/// alike. There a sum of zeroes may stand or be missing; everywhere else layer and sums must define
/// the same clusters.
public final class LayerWalk {
    /// How much of a disk is asked for at once; bounds the memory for a fragmented layer.
    private static final long WINDOW_BYTES = 1L << 30;

    private final Qcow2Image layer;
    private final boolean lowest;
    private final Sha256 zeroSum = Sha256.of(new byte[LayerImages.CLUSTER_BYTES]);

    /// A walk through `layer`, opened alone.
    ///
    /// @param lowest whether nothing backs the layer
    public LayerWalk(Qcow2Image layer, boolean lowest) {
        this.layer = layer;
        this.lowest = lowest;
    }

    /// Told of every cluster, in ascending order.
    public interface Visitor {
        /// The layer defines a cluster and has a sum for it.
        void both(ClusterSum sum, LayerAllocation allocation)
                throws IOException, InterruptedException;

        /// The layer defines clusters that have no sum.
        ///
        /// @param clusters byte range, of whole clusters except at the end of the disk
        void withoutSum(Extent clusters) throws IOException;

        /// There is a sum for a cluster that the layer does not define.
        void onlySum(ClusterSum sum) throws IOException;
    }

    /// Walks through the whole disk.
    ///
    /// @throws InterruptedException at once, wherever it is
    public void run(SumsCursor sums, Visitor visitor) throws IOException, InterruptedException {
        Optional<ClusterSum> next = sums.next();
        for (long start = 0; start < layer.size(); start += WINDOW_BYTES) {
            long length = Math.min(WINDOW_BYTES, layer.size() - start);
            for (LayerStatus status : layer.layerStatus(start, length)) {
                next = range(status, next, sums, visitor);
            }
        }
    }

    private Optional<ClusterSum> range(
            LayerStatus status, Optional<ClusterSum> first, SumsCursor sums, Visitor visitor)
            throws IOException, InterruptedException {
        long position = status.extent().offset();
        long end = status.extent().end();
        Optional<ClusterSum> next = first;
        while (next.isPresent() && offset(next.get()) < end) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            ClusterSum sum = next.get();
            gap(position, offset(sum), status.allocation(), visitor);
            if (status.allocation() != LayerAllocation.NOT_HERE
                    || (lowest && sum.sum().equals(zeroSum))) {
                visitor.both(sum, status.allocation());
            } else {
                visitor.onlySum(sum);
            }
            position = Math.min(end, offset(sum) + LayerImages.CLUSTER_BYTES);
            next = sums.next();
        }
        gap(position, end, status.allocation(), visitor);
        return next;
    }

    private void gap(long from, long to, LayerAllocation allocation, Visitor visitor)
            throws IOException {
        boolean defined =
                switch (allocation) {
                    case DATA, COMPRESSED_DATA -> true;
                    case ZERO -> !lowest;
                    case NOT_HERE -> false;
                };
        if (from < to && defined) {
            visitor.withoutSum(Extent.between(from, to));
        }
    }

    private static long offset(ClusterSum sum) {
        return sum.index() * LayerImages.CLUSTER_BYTES;
    }
}
