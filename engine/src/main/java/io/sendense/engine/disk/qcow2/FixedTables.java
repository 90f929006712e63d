package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

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
        long end = offset + geometry.offset(clusters);
        refuse("header", offset, end, 0, 1);
        refuse("L1 table", offset, end, tables.l1Offset(), tables.l1Entries() * (long) Long.BYTES);
        refuse(
                "refcount table",
                offset,
                end,
                refcounts.tableOffset(),
                geometry.offset(refcounts.tableClusters()));
        if (tables.snapshots() > 0) {
            refuse("snapshot table", offset, end, tables.snapshotsOffset(), 1);
        }
    }

    private void refuse(String table, long offset, long end, long tableOffset, long tableBytes)
            throws Qcow2FormatException {
        if (offset < tableOffset + tableBytes && tableOffset < end) {
            throw new Qcow2FormatException(
                    "the cluster at %s of '%s' was to be written, but holds the %s"
                            .formatted(hex(Math.max(offset, tableOffset)), fileName, table));
        }
    }
}
