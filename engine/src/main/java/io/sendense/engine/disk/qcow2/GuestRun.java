package io.sendense.engine.disk.qcow2;

/// Adjoining bytes of the disk of one kind, as a reader meets them; stored ones also adjoin in the
/// file. Starts and ends anywhere, also within a cluster. Immutable.
///
/// @param bytes how many, at least 1
/// @param host place in the file of the first byte, for `DATA` and `ZERO_ALLOCATED`
/// @param entry the L2 entry, for `COMPRESSED`
record GuestRun(ClusterKind kind, long bytes, long host, long entry) {
    static GuestRun notHere(long bytes) {
        return new GuestRun(ClusterKind.UNALLOCATED, bytes, 0, 0);
    }

    GuestRun first(long max) {
        return bytes <= max ? this : new GuestRun(kind, max, host, entry);
    }

    /// Whether `next`, which starts where this one ends, is of the same run.
    boolean goesOnWith(GuestRun next) {
        return kind == next.kind
                && switch (kind) {
                    case UNALLOCATED, ZERO -> true;
                    case DATA, ZERO_ALLOCATED -> host + bytes == next.host;
                    case COMPRESSED -> false;
                };
    }

    /// Both as one.
    GuestRun with(GuestRun next) {
        return new GuestRun(kind, bytes + next.bytes, host, entry);
    }
}
