package io.sendense.engine.backup;

import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.SumsWriter;
import io.sendense.engine.transfer.SumSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What a move tells of its clusters, into a layer's sums. Thread-safe, as the writer is.
///
/// @param sums not closed by this
public record RecordedSums(SumsWriter sums) implements SumSink {
    @Override
    public void data(long cluster, ByteBuffer content) throws IOException {
        sums.data(cluster, content);
    }

    /// A sum that was made elsewhere.
    public void put(ClusterSum sum) throws IOException {
        sums.put(sum);
    }

    @Override
    public void zero(long firstCluster, long count) throws IOException {
        sums.zero(firstCluster, count);
    }
}
