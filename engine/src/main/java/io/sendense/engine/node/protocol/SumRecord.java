package io.sendense.engine.node.protocol;

import java.nio.ByteBuffer;

/// What a node says of clusters that it has moved. Immutable.
public sealed interface SumRecord {
    /// Bytes of a sum.
    int SUM_BYTES = 32;

    /// A cluster that was written.
    ///
    /// @param cluster its index on the disk
    /// @param sum SHA-256 of its content as it was read, padded with zeroes at the end of the disk
    record Data(long cluster, ByteBuffer sum) implements SumRecord {
        public Data {
            if (cluster < 0 || sum.remaining() != SUM_BYTES) {
                throw new IllegalArgumentException(
                        "cluster " + cluster + " with a sum of " + sum.remaining() + " bytes");
            }
            sum = sum.asReadOnlyBuffer();
        }

        /// With the bytes of a sum, which nobody may change any more.
        public Data(long cluster, byte[] sum) {
            this(cluster, ByteBuffer.wrap(sum));
        }

        @Override
        public ByteBuffer sum() {
            return sum.duplicate();
        }
    }

    /// Adjoining clusters that were stored as zeroes.
    ///
    /// @param first index of the first
    /// @param count how many, at least 1
    record Zeroes(long first, long count) implements SumRecord {
        public Zeroes {
            if (first < 0 || count < 1 || first > Long.MAX_VALUE - count) {
                throw new IllegalArgumentException(count + " zero clusters from " + first);
            }
        }
    }
}
