package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.util.Arrays;

/// Finds the grain directory that can be trusted to point into the file. Confined to one thread.
///
/// The whole directory is looked at when a file is opened: its tables must lie within the file,
/// behind the header, and not over each other. Where the first directory fails that and a redundant
/// one passes, that is used (Virtual Disk Format 5.0, "Grain Directory": the redundant one exists
/// for this).
final class GrainDirectory {
    /// 64 TiB of disk with the usual grains of 64 KiB; 8 MiB while it is looked at.
    private static final int MAX_TABLES = 1 << 21;

    private static final long TABLE_SECTORS =
            SparseHeader.TABLE_ENTRIES * Integer.BYTES / Sectors.BYTES;

    private final PositionedFile file;
    private final long fileSectors;
    private final SparseHeader header;
    private final TableCache cache;

    GrainDirectory(PositionedFile file, long fileBytes, SparseHeader header, TableCache cache) {
        this.file = file;
        this.fileSectors = Sectors.holding(fileBytes);
        this.header = header;
        this.cache = cache;
    }

    /// The directory's first byte in the file.
    long find() throws IOException {
        if (header.tables() > MAX_TABLES) {
            throw broken(
                    "a capacity of "
                            + header.capacity()
                            + " sectors with grains of "
                            + header.grain()
                            + " needs "
                            + header.tables()
                            + " grain tables, expected at most "
                            + MAX_TABLES);
        }
        try {
            check("grain directory", header.directory());
            return header.directory() * Sectors.BYTES;
        } catch (VmdkFormatException e) {
            if (!header.redundantTables()) {
                throw e;
            }
            try {
                check("redundant grain directory", header.redundantDirectory());
            } catch (VmdkFormatException also) {
                e.addSuppressed(also);
                throw e;
            }
            return header.redundantDirectory() * Sectors.BYTES;
        }
    }

    private void check(String what, long sector) throws IOException {
        long sectors = Sectors.holding(header.tables() * Integer.BYTES);
        if (sector < 1 || sector > fileSectors - sectors) {
            throw broken(
                    what
                            + " of "
                            + sectors
                            + " sectors at sector "
                            + Long.toUnsignedString(sector)
                            + " is not within the file of "
                            + fileSectors
                            + " sectors");
        }
        int[] used = new int[(int) header.tables()];
        int count = 0;
        for (int table = 0; table < used.length; table++) {
            int[] piece =
                    cache.get(
                            file,
                            sector * Sectors.BYTES
                                    + (long) (table / SparseHeader.TABLE_ENTRIES)
                                            * TABLE_SECTORS
                                            * Sectors.BYTES);
            int entry = piece[table % SparseHeader.TABLE_ENTRIES];
            if (entry != 0) {
                checkTable(what, table, Integer.toUnsignedLong(entry));
                // Flipped, so that the order of signed numbers is that of the unsigned ones.
                used[count++] = entry ^ Integer.MIN_VALUE;
            }
        }
        checkOverlaps(what, Arrays.copyOf(used, count));
    }

    private void checkTable(String what, int table, long at) throws VmdkFormatException {
        if (at > fileSectors - TABLE_SECTORS) {
            throw broken(
                    what
                            + ": grain table "
                            + table
                            + " at sector "
                            + at
                            + " is not within the file of "
                            + fileSectors
                            + " sectors");
        }
    }

    private void checkOverlaps(String what, int[] used) throws VmdkFormatException {
        Arrays.sort(used);
        for (int i = 1; i < used.length; i++) {
            long before = Integer.toUnsignedLong(used[i - 1] ^ Integer.MIN_VALUE);
            long at = Integer.toUnsignedLong(used[i] ^ Integer.MIN_VALUE);
            if (at - before < TABLE_SECTORS) {
                throw broken(
                        what
                                + ": grain tables at sectors "
                                + before
                                + " and "
                                + at
                                + " overlap, each has "
                                + TABLE_SECTORS);
            }
        }
    }

    private VmdkFormatException broken(String problem) {
        return new VmdkFormatException(file.name(), problem);
    }
}
