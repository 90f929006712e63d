package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads the header of an `ESX Server sparse extent` (Virtual Disk Format 1.1, section of that
/// name; descriptors call it `vmfsSparse`). Stateless.
///
/// | byte | field |
/// |---|---|
/// | 0 | `COWD` |
/// | 4 | version, 1 |
/// | 8 | flags, 3 |
/// | 12 | sectors of the disk |
/// | 16 | sectors of a grain, usually 1 |
/// | 20 | first sector of the grain directory, usually 4 |
/// | 24 | entries of the grain directory |
/// | 28 | next free sector |
/// | 1648 | not 0: its writer did not close it |
final class CowdHeader {
    /// `COWD`, read as big-endian.
    static final int MAGIC = 0x434f5744;

    static final int BYTES = 2048;
    private static final int UNCLEAN_AT = 1648;

    private CowdHeader() {}

    static RedoLogHeader read(String name, BlockDevice file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (file.size() < BYTES) {
            throw new VmdkFormatException(
                    name, "has " + file.size() + " bytes, its header alone " + BYTES);
        }
        file.read(0, header);
        if (header.getInt(4) != 1) {
            throw new UnsupportedVmdkException(
                    name, "redo log version " + Integer.toUnsignedString(header.getInt(4)));
        }
        long sectors = Integer.toUnsignedLong(header.getInt(12));
        long grain = Integer.toUnsignedLong(header.getInt(16));
        if (sectors < 1) {
            throw new VmdkFormatException(name, "capacity is 0 sectors, expected 1 or more");
        }
        if (grain < 1 || grain > RedoLogHeader.MAX_GRAIN_SECTORS || Long.bitCount(grain) != 1) {
            throw new VmdkFormatException(
                    name,
                    "grain size is "
                            + grain
                            + " sectors, expected a power of two from 1 to "
                            + RedoLogHeader.MAX_GRAIN_SECTORS);
        }
        return new RedoLogHeader(
                sectors * Sectors.BYTES,
                (int) grain * Sectors.BYTES,
                Integer.toUnsignedLong(header.getInt(20)) * Sectors.BYTES,
                Integer.toUnsignedLong(header.getInt(24)),
                header.getInt(UNCLEAN_AT) != 0,
                new Entries());
    }

    /// 32 bits: the sector of a table or of a grain, 0 where there is none. Nothing says "zeroes".
    private record Entries() implements RedoLogEntries {
        @Override
        public int bytes() {
            return Integer.BYTES;
        }

        @Override
        public long next(ByteBuffer entries) {
            return Integer.toUnsignedLong(entries.getInt());
        }

        @Override
        public long table(long entry) {
            return entry * Sectors.BYTES;
        }

        @Override
        public VmdkAllocation allocation(long entry) {
            return entry == 0 ? VmdkAllocation.NOT_HERE : VmdkAllocation.DATA;
        }

        @Override
        public long place(long entry) {
            return entry * Sectors.BYTES;
        }
    }
}
