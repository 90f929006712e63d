package io.sendense.engine.disk.vmdk;

import java.io.IOException;

/// Looks up where the grains of an extent are (Virtual Disk Format 5.0, "Grain Table").
/// Thread-safe.
final class GrainTables {
    private static final int ENTRIES = SparseHeader.TABLE_ENTRIES;
    private static final int TABLE_BYTES = ENTRIES * Integer.BYTES;

    /// An entry that says "zeroes", where the header's flag allows it.
    private static final int ZEROED = 1;

    private final SparseFile file;
    private final TableCache cache;
    private final int grainBytes;
    private final boolean zeroedGrains;
    private final boolean packed;
    private final long size;
    private final long directory;

    private GrainTables(SparseFile file, long size, TableCache cache, long directory) {
        this.file = file;
        this.cache = cache;
        this.grainBytes = file.header().grainBytes();
        this.zeroedGrains = file.header().zeroedGrains();
        this.packed = file.header().compressed();
        this.size = size;
        this.directory = directory;
    }

    /// Checks the grain directory.
    static GrainTables of(SparseFile file, long size, TableCache cache) throws IOException {
        long directory = new GrainDirectory(file.file(), file.bytes(), file.header(), cache).find();
        return new GrainTables(file, size, cache, directory);
    }

    /// What stands behind the bytes from `offset` on, up to `length` of them: as many as are stored
    /// alike, and one after the other where they are stored as they are. A packed grain is a run of
    /// its own.
    Run run(long offset, long length) throws IOException {
        long grain = offset / grainBytes;
        int within = (int) (offset % grainBytes);
        int[] table = table(grain);
        if (table.length == 0) {
            long end = (grain / ENTRIES + 1) * ENTRIES * grainBytes;
            return new Run(VmdkAllocation.NOT_HERE, Math.min(length, end - offset), 0);
        }
        int index = (int) (grain % ENTRIES);
        int first = table[index];
        VmdkAllocation allocation = allocation(first);
        long place = 0;
        if (first != 0 && allocation != VmdkAllocation.ZERO) {
            place = place(grain, first);
        }
        if (allocation == VmdkAllocation.COMPRESSED_DATA) {
            return new Run(allocation, Math.min(length, grainBytes - within), place);
        }
        int grains = 1;
        while ((long) grains * grainBytes - within < length
                && index + grains < ENTRIES
                && continues(grain, table, index, grains)) {
            grains++;
        }
        long run = Math.min(length, (long) grains * grainBytes - within);
        return new Run(allocation, run, allocation == VmdkAllocation.DATA ? place + within : 0);
    }

    private boolean continues(long grain, int[] table, int index, int grains)
            throws VmdkFormatException {
        int first = table[index];
        int next = table[index + grains];
        if (allocation(first) != VmdkAllocation.DATA) {
            return next == first;
        }
        int expected = first + grains * (grainBytes / Sectors.BYTES);
        return next == expected
                && allocation(next) == VmdkAllocation.DATA
                && place(grain + grains, next) > 0;
    }

    /// The table with a grain's entry; an empty one where there is none.
    private int[] table(long grain) throws IOException {
        long number = grain / ENTRIES;
        int[] piece = cache.get(file.file(), directory + number / ENTRIES * TABLE_BYTES);
        long sector = Integer.toUnsignedLong(piece[(int) (number % ENTRIES)]);
        return sector == 0 ? new int[0] : cache.get(file.file(), sector * Sectors.BYTES);
    }

    private VmdkAllocation allocation(int entry) {
        if (entry == 0) {
            return VmdkAllocation.NOT_HERE;
        }
        if (entry == ZEROED && zeroedGrains) {
            return VmdkAllocation.ZERO;
        }
        return packed ? VmdkAllocation.COMPRESSED_DATA : VmdkAllocation.DATA;
    }

    /// First byte of a grain in the file, which must hold it.
    private long place(long grain, int entry) throws VmdkFormatException {
        long place = Integer.toUnsignedLong(entry) * Sectors.BYTES;
        long start = grain * grainBytes;
        long needed = packed ? Sectors.BYTES : Math.min(grainBytes, size - start);
        if (place > file.bytes() - needed) {
            throw new VmdkFormatException(
                    file.file().name(),
                    "the grain of byte "
                            + start
                            + " is said to be at byte "
                            + place
                            + " of a file of "
                            + file.bytes());
        }
        return place;
    }

    /// @param length bytes from the one asked for
    /// @param place of `DATA`: its first byte in the file; of `COMPRESSED_DATA`: the grain's marker
    record Run(VmdkAllocation allocation, long length, long place) {}
}
