package io.sendense.engine.node.reader;

import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.transfer.SumSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Makes the sums of what a mover read, in the mover's own threads. Thread-safe.
final class NodeSums implements SumSink {
    private static final ByteBuffer ZEROES =
            ByteBuffer.allocate(ExtentPlan.CLUSTER_BYTES).asReadOnlyBuffer();

    private final SumBuffer buffer;

    NodeSums(SumBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public void data(long cluster, ByteBuffer content) throws IOException {
        buffer.add(new SumRecord.Data(cluster, of(content)));
    }

    @Override
    public void zero(long firstCluster, long count) throws IOException {
        buffer.add(new SumRecord.Zeroes(firstCluster, count));
    }

    /// The sum of a cluster, padded with zeroes where the disk ends in it. Leaves `content` as it
    /// is.
    static byte[] of(ByteBuffer content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int missing = ExtentPlan.CLUSTER_BYTES - content.remaining();
            digest.update(content.duplicate());
            digest.update(ZEROES.duplicate().limit(missing));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
