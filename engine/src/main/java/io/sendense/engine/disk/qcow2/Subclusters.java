package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import java.io.IOException;

/// Looks into extended L2 tables (incompatible feature 4), for reading. Guarded by the image's
/// lock.
///
/// An entry has 16 bytes there (QEMU's `docs/interop/qcow2`, section Extended L2 Entries): an
/// ordinary one, whose zero bit means nothing, and a bitmap for the 32 parts of the cluster. Bit n
/// says that part n is stored here, bit 32 + n that it reads as zeroes; both would be nonsense, as
/// would be a stored part of a cluster that has no place.
final class Subclusters {
    static final int COUNT = 32;

    private final Geometry geometry;
    private final MetadataPages pages;
    private final MappingTables mapping;
    private final FileEnd end;

    Subclusters(Geometry geometry, MetadataPages pages, MappingTables mapping, FileEnd end) {
        this.geometry = geometry;
        this.pages = pages;
        this.mapping = mapping;
        this.end = end;
    }

    /// What stands behind the disk's bytes from `position` on, at most `max` of them.
    GuestRun run(long position, long max) throws IOException {
        long cluster = geometry.cluster(position);
        int index = geometry.l2Index(cluster);
        long table = mapping.l2Table(geometry.l1Index(cluster));
        int within = geometry.withinCluster(position);
        if (table == 0) {
            long rest = geometry.offset(geometry.l2Entries() - index) - within;
            return GuestRun.notHere(Math.min(rest, max));
        }
        // Looks no further than the entries of one page, to bound the time the lock is held.
        int perPage = pages.pageBytes() / geometry.l2EntryBytes();
        long limit = Math.min(max, geometry.offset(perPage - index % perPage) - within);
        GuestRun run = part(table, position);
        while (run.bytes() < limit) {
            GuestRun next = part(table, position + run.bytes());
            if (!run.goesOnWith(next)) {
                break;
            }
            run = run.with(next);
        }
        return run.first(limit);
    }

    /// From `position` to where its cluster ends or the state of its parts changes.
    private GuestRun part(long table, long position) throws IOException {
        int index = geometry.l2Index(geometry.cluster(position));
        long place = table + (long) index * geometry.l2EntryBytes();
        long entry = pages.getLong(place);
        long bitmap = pages.getLong(place + Long.BYTES);
        int within = geometry.withinCluster(position);
        if ((entry & L2Entry.COMPRESSED) != 0) {
            long at = L2Entry.compressedOffset(entry, geometry);
            end.checkWithin("L2", index, at);
            long rest = (long) geometry.clusterBytes() - within;
            return new GuestRun(ClusterKind.COMPRESSED, rest, 0, entry);
        }
        long host = L2Entry.offset(entry);
        check(index, host, bitmap);
        int partBytes = geometry.clusterBytes() / COUNT;
        int first = within / partBytes;
        ClusterKind kind = kind(host, bitmap, first);
        int last = first + 1;
        while (last < COUNT && kind(host, bitmap, last) == kind) {
            last++;
        }
        return new GuestRun(kind, (long) last * partBytes - within, host + within, entry);
    }

    private static ClusterKind kind(long host, long bitmap, int part) {
        if (((bitmap >>> (COUNT + part)) & 1) != 0) {
            return host == 0 ? ClusterKind.ZERO : ClusterKind.ZERO_ALLOCATED;
        }
        return ((bitmap >>> part) & 1) != 0 ? ClusterKind.DATA : ClusterKind.UNALLOCATED;
    }

    private void check(int index, long host, long bitmap) throws Qcow2FormatException {
        if (!sound(host, bitmap)) {
            throw new Qcow2FormatException(
                    "L2 entry "
                            + index
                            + " of '"
                            + end.fileName()
                            + "' has the impossible subcluster bitmap "
                            + hex(bitmap));
        }
        if (stored(bitmap) != 0) {
            end.check("L2", index, host, geometry);
        }
    }

    /// Whether a bitmap may stand beside a host offset, which is 0 for none.
    static boolean sound(long host, long bitmap) {
        return host == 0 ? stored(bitmap) == 0 : (stored(bitmap) & (bitmap >>> COUNT)) == 0;
    }

    /// The parts that are stored, a bit each.
    static long stored(long bitmap) {
        return bitmap & ((1L << COUNT) - 1);
    }
}
