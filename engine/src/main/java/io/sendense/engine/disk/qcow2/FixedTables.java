package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import org.jspecify.annotations.Nullable;

/// Header, L1 table, refcount table and the start of the snapshot table: places of the file that
/// are never a cluster of the disk, whatever a broken file says of them. Guarded by the image's
/// lock.
///
/// Keeps a file whose refcounts or entries lie from being destroyed by the first write. L2 tables
/// and refcount blocks are not looked for: a file of doubtful origin is to be checked before it is
/// written.
final class FixedTables {
    private final String fileName;
    private final Geometry geometry;
    private final TableLocations tables;
    private final Refcounts refcounts;

    FixedTables(String fileName, Qcow2Header header, Refcounts refcounts) {
        this.fileName = fileName;
        this.geometry = header.geometry();
        this.tables = header.tables();
        this.refcounts = refcounts;
    }

    /// Refuses clusters that are about to be written, if they hold one of the tables.
    void check(long offset, long clusters) throws Qcow2FormatException {
        String table = table(offset, offset + geometry.offset(clusters));
        if (table != null) {
            String what = clusters == 1 ? "cluster" : "one of " + clusters + " clusters";
            throw new Qcow2FormatException(
                    "the %s at %s of '%s' was to be written, but holds the %s"
                            .formatted(what, hex(offset), fileName, table));
        }
    }

    /// Whether clusters hold one of the tables.
    boolean touch(long offset, long clusters) {
        return table(offset, offset + geometry.offset(clusters)) != null;
    }

    /// The first table of which a byte lies in the range; null for none.
    private @Nullable String table(long from, long to) {
        if (from == 0) {
            return "header";
        }
        if (overlap(from, to, tables.l1Offset(), tables.l1Entries() * (long) Long.BYTES)) {
            return "L1 table";
        }
        long refcountBytes = geometry.offset(refcounts.tableClusters());
        if (overlap(from, to, refcounts.tableOffset(), refcountBytes)) {
            return "refcount table";
        }
        if (tables.snapshots() > 0 && overlap(from, to, tables.snapshotsOffset(), 1)) {
            return "snapshot table";
        }
        return null;
    }

    private static boolean overlap(long from, long to, long offset, long bytes) {
        return from < offset + bytes && offset < to;
    }
}
