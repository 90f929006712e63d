package io.sendense.engine.node.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/// What a node says of clusters that it has moved.
public sealed interface SumRecord {
    /// Bytes of a sum.
    int SUM_BYTES = 32;

    /// A cluster that was written.
    ///
    /// @param cluster its index on the disk
    /// @param sum SHA-256 of its content as it was read, padded with zeroes at the end of the disk;
    ///   not copied, so neither side may change it
    record Data(long cluster, byte[] sum) implements SumRecord {
        public Data {
            if (cluster < 0 || sum.length != SUM_BYTES) {
                throw new IllegalArgumentException(
                        "cluster " + cluster + " with a sum of " + sum.length + " bytes");
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Data that
                    && cluster == that.cluster
                    && Arrays.equals(sum, that.sum);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(cluster) * 31 + Arrays.hashCode(sum);
        }

        @Override
        public String toString() {
            return "data " + cluster + " " + HexFormat.of().formatHex(sum);
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
