package io.sendense.engine.disk.qcow2;

/// Adjoining guest clusters of one kind; stored ones also adjoin in the file. Immutable.
///
/// @param clusters how many, at least 1
/// @param entry the L2 entry of the first
record Mapping(ClusterKind kind, int clusters, long entry) {
    /// Host offset of the first cluster, for `DATA` and `ZERO_ALLOCATED`.
    long host() {
        return L2Entry.offset(entry);
    }

    /// Whether the host clusters belong to nobody else, and may be written in place.
    boolean owned() {
        return L2Entry.copied(entry);
    }
}
