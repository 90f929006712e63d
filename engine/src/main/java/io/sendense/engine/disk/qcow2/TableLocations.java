package io.sendense.engine.disk.qcow2;

/// Where the tables of a file lie, as its header says. Offsets are bytes in the file. Immutable.
///
/// @param l1Entries number of entries of the active L1 table
/// @param refcountTableClusters length of the refcount table
/// @param snapshots number of internal snapshots
public record TableLocations(
        long l1Offset,
        int l1Entries,
        long refcountTableOffset,
        int refcountTableClusters,
        long snapshotsOffset,
        int snapshots) {}
