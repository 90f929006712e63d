package io.sendense.engine.node.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.backup.RecordedSums;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.node.protocol.SumRecordReader;
import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.repository.sums.SumKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;

/// Takes the sums that a node made of one disk into its layer's, and counts for how many bytes
/// there is one: what a node says to have stored must have its sums. Thread-safe.
///
/// Needs two bits for each cluster: 8 MiB for a disk of 2 TiB.
final class ReceivedSums {
    private final RecordedSums sums;
    private final long capacity;
    private final Sha256 zeroes = Sha256.of(new byte[ExtentPlan.CLUSTER_BYTES]);
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final BitSet data = new BitSet();

    @GuardedBy("lock")
    private final BitSet zeroed = new BitSet();

    /// @param capacityBytes of the disk
    ReceivedSums(RecordedSums sums, long capacityBytes) {
        this.sums = sums;
        this.capacity = capacityBytes;
    }

    /// Takes records until their end.
    ///
    /// @throws IOException the stream was cut, holds something else, or the sums cannot be kept
    void take(InputStream stream) throws IOException {
        SumRecordReader reader = new SumRecordReader(stream, capacity);
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            switch (next.get()) {
                case SumRecord.Data(long cluster, ByteBuffer sum) -> {
                    Sha256 digest = Sha256.from(sum.duplicate());
                    sums.put(new ClusterSum(cluster, SumKind.DATA, digest));
                    synchronized (lock) {
                        data.set(Math.toIntExact(cluster));
                    }
                }
                case SumRecord.Zeroes(long first, long count) -> {
                    for (long cluster = first; cluster < first + count; cluster++) {
                        sums.put(new ClusterSum(cluster, SumKind.ZERO, zeroes));
                    }
                    synchronized (lock) {
                        zeroed.set(Math.toIntExact(first), Math.toIntExact(first + count));
                    }
                }
            }
        }
    }

    /// Bytes of clusters that were written.
    long dataBytes() {
        synchronized (lock) {
            return bytes(data);
        }
    }

    /// Bytes of clusters that were stored as zero.
    long zeroBytes() {
        synchronized (lock) {
            return bytes(zeroed);
        }
    }

    private long bytes(BitSet clusters) {
        long all = (long) clusters.cardinality() * ExtentPlan.CLUSTER_BYTES;
        long last = (capacity - 1) / ExtentPlan.CLUSTER_BYTES;
        boolean cut = clusters.get(Math.toIntExact(last));
        return cut ? all - ((last + 1) * ExtentPlan.CLUSTER_BYTES - capacity) : all;
    }
}
