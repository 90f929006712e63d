package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;

/// Makes whole guest clusters read as zeroes by changing their table entries. Thread-safe.
final class ClusterZeroer {
    /// Bounds the time the tables stay locked.
    private static final long MAX_AT_ONCE = 8192;

    private final ImageTables tables;
    private final boolean backed;

    ClusterZeroer(ImageTables tables, boolean backed) {
        this.tables = tables;
        this.backed = backed;
    }

    /// Whether zero clusters can be told from unallocated ones: not in version 2, where zeroes over
    /// a backing file must be written out.
    boolean possible() {
        return tables.header().version() >= 3 || !backed;
    }

    /// Zeroes a first part of `count` clusters from `first` on, and says how many.
    ///
    /// With a backing file an unallocated cluster becomes an explicit zero cluster, else the
    /// backing file would show through. Without one it is left alone: it is zero, and tables for
    /// untouched space would only cost room. `KEEP_ALLOCATED` keeps the clusters there are and, as
    /// in QEMU, allocates none.
    ///
    /// @throws RefcountTableFullException nothing was done; the refcount table must grow
    long zeroSome(long first, long count, ZeroMode mode) throws IOException {
        tables.lock();
        try {
            long free = tables.awaitSettled(first, Math.min(count, MAX_AT_ONCE));
            Mapping mapping = tables.mapping().lookup(first, free);
            boolean zeroAlready =
                    mapping.kind() == ClusterKind.UNALLOCATED
                            ? !backed
                            : mapping.kind() == ClusterKind.ZERO
                                    || (mapping.kind() == ClusterKind.ZERO_ALLOCATED
                                            && mode == ZeroMode.KEEP_ALLOCATED);
            if (zeroAlready) {
                return mapping.clusters();
            }
            tables.mapping().makeWritable(first);
            for (int i = 0; i < mapping.clusters(); i++) {
                replace(first + i, mode);
            }
            return mapping.clusters();
        } finally {
            tables.unlock();
        }
    }

    private void replace(long cluster, ZeroMode mode) throws IOException {
        long old = tables.mapping().entry(cluster);
        boolean flags = tables.header().version() >= 3;
        boolean keep =
                mode == ZeroMode.KEEP_ALLOCATED
                        && flags
                        && L2Entry.kind(old) == ClusterKind.DATA
                        && L2Entry.copied(old);
        if (keep) {
            tables.mapping().set(cluster, old | L2Entry.ZERO);
        } else {
            tables.mapping().set(cluster, flags ? L2Entry.ZERO : 0);
            ReleasedEntry.release(old, tables);
        }
    }
}
