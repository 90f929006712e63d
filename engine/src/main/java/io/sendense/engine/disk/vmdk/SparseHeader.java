package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The header of a hosted sparse extent, or the footer that replaces it (Virtual Disk Format 5.0,
/// "Hosted Sparse Extents" and "Stream-Optimized Compressed"). Immutable. Sizes and places are
/// sectors, as in the file.
///
/// @param capacity size of the extent
/// @param grain size of a grain
/// @param descriptorOffset place of the embedded descriptor; 0 without one
/// @param redundantDirectory place of the redundant grain directory; 0 without one
/// @param directory place of the grain directory
/// @param unclean whether a writer had the file open and did not say that it closed it
record SparseHeader(
        int version,
        int flags,
        long capacity,
        int grain,
        long descriptorOffset,
        long descriptorSize,
        long redundantDirectory,
        long directory,
        boolean unclean) {
    /// `KDMV`, read as big-endian.
    static final int MAGIC = 0x4b444d56;

    /// Entries of a grain table; the format knows no other number.
    static final int TABLE_ENTRIES = 512;

    /// A `directory` that says: the footer knows.
    static final long DIRECTORY_AT_END = -1;

    static final int FLAG_NEWLINE_TEST = 1;
    static final int FLAG_REDUNDANT_TABLES = 1 << 1;
    static final int FLAG_ZEROED_GRAINS = 1 << 2;
    static final int FLAG_COMPRESSED = 1 << 16;
    static final int FLAG_MARKERS = 1 << 17;

    /// What a transfer as text would change.
    static final int NEWLINES = 0x0a200d0a;

    static final int DEFLATE = 1;

    private static final int MAX_VERSION = 3;
    private static final int MIN_GRAIN = 8;

    /// 2 MiB: a packed grain is unpacked in memory.
    private static final int MAX_GRAIN = 4096;

    private static final int NEWLINES_AT = 73;
    private static final int COMPRESSION_AT = 77;

    /// Reads and checks the header at a place in a file.
    static SparseHeader read(PositionedFile file, long position) throws IOException {
        ByteBuffer sector = ByteBuffer.allocate(Sectors.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(position, sector);
        SparseHeader header =
                new SparseHeader(
                        sector.getInt(4),
                        sector.getInt(8),
                        sector.getLong(12),
                        checkedGrain(file, sector.getLong(20)),
                        sector.getLong(28),
                        sector.getLong(36),
                        sector.getLong(48),
                        sector.getLong(56),
                        sector.get(72) != 0);
        header.check(file.name(), sector);
        return header;
    }

    private static int checkedGrain(PositionedFile file, long grain) throws VmdkFormatException {
        if (grain < MIN_GRAIN || grain > MAX_GRAIN || Long.bitCount(grain) != 1) {
            throw new VmdkFormatException(
                    file.name(),
                    "grain size is "
                            + grain
                            + " sectors, expected a power of two from "
                            + MIN_GRAIN
                            + " to "
                            + MAX_GRAIN);
        }
        return (int) grain;
    }

    private void check(String name, ByteBuffer sector) throws VmdkFormatException {
        if (version < 1 || version > MAX_VERSION) {
            throw new UnsupportedVmdkException(
                    name, "sparse extent version " + Integer.toUnsignedString(version));
        }
        if (capacity < 1 || capacity > Sectors.MAX_DISK) {
            throw new VmdkFormatException(
                    name,
                    "capacity is "
                            + Long.toUnsignedString(capacity)
                            + " sectors, expected 1 to "
                            + Sectors.MAX_DISK);
        }
        int entries = sector.getInt(44);
        if (entries != TABLE_ENTRIES) {
            throw new VmdkFormatException(
                    name,
                    "grain tables have "
                            + Integer.toUnsignedString(entries)
                            + " entries, expected "
                            + TABLE_ENTRIES);
        }
        int newlines = sector.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(NEWLINES_AT);
        if (has(FLAG_NEWLINE_TEST) && newlines != NEWLINES) {
            throw new VmdkFormatException(
                    name,
                    "line end test is 0x"
                            + Integer.toHexString(newlines)
                            + ", expected 0x"
                            + Integer.toHexString(NEWLINES)
                            + ": the file was copied as text");
        }
        checkCompression(name, Short.toUnsignedInt(sector.getShort(COMPRESSION_AT)));
    }

    private void checkCompression(String name, int algorithm) throws VmdkFormatException {
        if (algorithm > DEFLATE) {
            throw new UnsupportedVmdkException(name, "compression algorithm " + algorithm);
        }
        if (compressed() != (algorithm == DEFLATE)) {
            throw new VmdkFormatException(
                    name,
                    "flags 0x"
                            + Integer.toHexString(flags)
                            + " and compression algorithm "
                            + algorithm
                            + " contradict each other");
        }
        if (compressed() && !has(FLAG_MARKERS)) {
            throw new UnsupportedVmdkException(name, "compressed grains without markers");
        }
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    boolean compressed() {
        return has(FLAG_COMPRESSED);
    }

    boolean zeroedGrains() {
        return has(FLAG_ZEROED_GRAINS);
    }

    boolean redundantTables() {
        return has(FLAG_REDUNDANT_TABLES);
    }

    int grainBytes() {
        return grain * Sectors.BYTES;
    }

    long capacityBytes() {
        return capacity * Sectors.BYTES;
    }

    /// Entries of the grain directory.
    long tables() {
        long perTable = (long) grain * TABLE_ENTRIES;
        return (capacity + perTable - 1) / perTable;
    }
}
