package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.bytes;
import static io.sendense.engine.disk.qcow2.NumberText.hex;

import java.nio.ByteBuffer;

/// Reads from a header where the tables of a file lie, or says what is wrong with that. Confined to
/// one thread.
final class HeaderTables {
    /// QEMU's own limits: a longer table is an attack or an accident.
    static final int MAX_L1_BYTES = 32 << 20;

    static final int MAX_REFCOUNT_TABLE_BYTES = 8 << 20;
    static final int MAX_SNAPSHOTS = 65_536;

    private final String name;
    private final long fileBytes;
    private final ByteBuffer header;
    private final Geometry geometry;

    /// @param name the file's, for texts
    HeaderTables(String name, long fileBytes, ByteBuffer header, Geometry geometry) {
        this.name = name;
        this.fileBytes = fileBytes;
        this.header = header;
        this.geometry = geometry;
    }

    TableLocations read() throws Qcow2FormatException {
        long l1Entries = unsigned(HeaderField.L1_ENTRIES);
        long l1Bytes = l1Entries * Long.BYTES;
        if (l1Bytes > MAX_L1_BYTES) {
            throw broken("L1 table length", bytes(l1Bytes), "at most " + bytes(MAX_L1_BYTES));
        }
        if (l1Entries < geometry.l1EntriesNeeded()) {
            throw broken(
                    "L1 table length",
                    l1Entries + " entries",
                    geometry.l1EntriesNeeded() + " for a disk of " + bytes(geometry.size()));
        }
        long l1Offset = header.getLong(HeaderField.L1_OFFSET);
        check("L1 table", l1Offset, l1Bytes);
        long refcountClusters = unsigned(HeaderField.REFCOUNT_TABLE_CLUSTERS);
        long refcountBytes = geometry.offset(refcountClusters);
        if (refcountBytes > MAX_REFCOUNT_TABLE_BYTES || refcountClusters == 0) {
            throw broken(
                    "refcount table length",
                    bytes(refcountBytes),
                    "one cluster to " + bytes(MAX_REFCOUNT_TABLE_BYTES));
        }
        long refcountOffset = header.getLong(HeaderField.REFCOUNT_TABLE_OFFSET);
        check("refcount table", refcountOffset, refcountBytes);
        if (l1Offset < refcountOffset + refcountBytes && refcountOffset < l1Offset + l1Bytes) {
            throw new Qcow2FormatException(
                    "L1 table of '%s' at %s overlaps the refcount table at %s"
                            .formatted(name, hex(l1Offset), hex(refcountOffset)));
        }
        return new TableLocations(
                l1Offset,
                (int) l1Entries,
                refcountOffset,
                (int) refcountClusters,
                header.getLong(HeaderField.SNAPSHOTS_OFFSET),
                snapshots());
    }

    private int snapshots() throws Qcow2FormatException {
        long snapshots = unsigned(HeaderField.SNAPSHOTS);
        if (snapshots > MAX_SNAPSHOTS) {
            throw broken(
                    "number of snapshots", Long.toString(snapshots), "at most " + MAX_SNAPSHOTS);
        }
        if (snapshots > 0) {
            check("snapshot table", header.getLong(HeaderField.SNAPSHOTS_OFFSET), 1);
        }
        return (int) snapshots;
    }

    private void check(String table, long offset, long length) throws Qcow2FormatException {
        if (!geometry.aligned(offset)) {
            throw broken(
                    table + " offset", hex(offset), "a multiple of " + geometry.clusterBytes());
        }
        if (length > 0 && offset == 0) {
            throw broken(table + " offset", "0, which is the header", "a cluster of its own");
        }
        if (offset < 0 || offset > fileBytes - length) {
            throw new Qcow2FormatException(
                    "%s of '%s' at %s with %s reaches past end of file (%s)"
                            .formatted(table, name, hex(offset), bytes(length), bytes(fileBytes)));
        }
    }

    private long unsigned(int field) {
        return Integer.toUnsignedLong(header.getInt(field));
    }

    private Qcow2FormatException broken(String what, String found, String expected) {
        return new Qcow2FormatException(
                what + " of '" + name + "' is " + found + ", expected " + expected);
    }
}
