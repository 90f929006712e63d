package io.sendense.engine.repository.sums;

/// One cluster's record. Immutable.
///
/// @param index number of the guest cluster: its offset divided by the cluster size
/// @param sum of the whole cluster, padded with zeroes at the end of the disk
public record ClusterSum(long index, SumKind kind, Sha256 sum) {
    public ClusterSum {
        if (index < 0 || index > SumsHeader.MAX_CLUSTERS) {
            throw new IllegalArgumentException("cluster number " + index);
        }
    }
}
