package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads the two headers of a space-efficient sparse extent (`seSparse`), which VMware does not
/// document; QEMU's `block/vmdk.c` does. Stateless. Sizes and places are sectors, all fields 64
/// bits.
///
/// | byte | field |
/// |---|---|
/// | 0 | magic, `0xcafebabe` |
/// | 8 | version, `0x200000001` |
/// | 16 | size of the disk |
/// | 24, 32 | size of a grain, 8; of a grain table, 64 |
/// | 40 to 79 | flags and reserved, 0 |
/// | 80 | place of the volatile header: magic `0xcafecafe`, at byte 24 whether the journal is needed |
/// | 128, 136 | place and size of the grain directory |
/// | 144, 152 | place and size of the grain tables |
/// | 192, 200 | place and size of the grains |
final class SeSparseHeader {
    /// The first four bytes, read as big-endian.
    static final int MAGIC = 0xbebafeca;

    static final long WHOLE_MAGIC = 0xcafebabeL;
    static final long VOLATILE_MAGIC = 0xcafecafeL;
    static final long VERSION = 0x2_0000_0001L;
    private static final int FLAGS_AT = 40;
    private static final int FLAGS_END = 80;
    private static final int GRAIN_SECTORS = 8;
    private static final int TABLE_SECTORS = 64;

    private SeSparseHeader() {}

    static RedoLogHeader read(String name, BlockDevice file) throws IOException {
        ByteBuffer header = sector(name, file, 0);
        expect(name, "magic", header.getLong(0), WHOLE_MAGIC);
        if (header.getLong(8) != VERSION) {
            throw new UnsupportedVmdkException(
                    name, "seSparse version 0x" + Long.toHexString(header.getLong(8)));
        }
        long capacity = header.getLong(16);
        if (capacity < 1 || capacity > Sectors.MAX_DISK) {
            throw new VmdkFormatException(
                    name,
                    "capacity is "
                            + Long.toUnsignedString(capacity)
                            + " sectors, expected 1 to "
                            + Sectors.MAX_DISK);
        }
        expect(name, "grain size in sectors", header.getLong(24), GRAIN_SECTORS);
        expect(name, "grain table size in sectors", header.getLong(32), TABLE_SECTORS);
        for (int at = FLAGS_AT; at < FLAGS_END; at += Long.BYTES) {
            if (header.getLong(at) != 0) {
                throw new UnsupportedVmdkException(
                        name,
                        "seSparse flags 0x" + Long.toHexString(header.getLong(at)) + " at " + at);
            }
        }
        checkVolatile(name, sector(name, file, place(name, "volatile header", header, 80)));
        return new RedoLogHeader(
                capacity * Sectors.BYTES,
                GRAIN_SECTORS * Sectors.BYTES,
                place(name, "grain directory", header, 128),
                Math.multiplyExact(
                        sectors(name, "grain directory's size", header, 136),
                        (long) Sectors.BYTES / Long.BYTES),
                false,
                new Entries(
                        place(name, "grain tables", header, 144),
                        place(name, "grains", header, 192)));
    }

    private static void checkVolatile(String name, ByteBuffer header) throws VmdkFormatException {
        expect(name, "volatile magic", header.getLong(0), VOLATILE_MAGIC);
        if (header.getLong(24) != 0) {
            throw new UnsupportedVmdkException(
                    name, "a journal that was not played back: its writer did not close it");
        }
    }

    private static ByteBuffer sector(String name, BlockDevice file, long at) throws IOException {
        if (at > file.size() - Sectors.BYTES) {
            throw new VmdkFormatException(
                    name, "has " + file.size() + " bytes, a header at " + at + " is cut off");
        }
        ByteBuffer sector = ByteBuffer.allocate(Sectors.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(at, sector);
        return sector;
    }

    private static void expect(String name, String what, long found, long expected)
            throws VmdkFormatException {
        if (found != expected) {
            throw new VmdkFormatException(
                    name,
                    what
                            + " is 0x"
                            + Long.toHexString(found)
                            + ", expected 0x"
                            + Long.toHexString(expected));
        }
    }

    private static long place(String name, String what, ByteBuffer header, int at)
            throws VmdkFormatException {
        return sectors(name, what, header, at) * Sectors.BYTES;
    }

    private static long sectors(String name, String what, ByteBuffer header, int at)
            throws VmdkFormatException {
        long sectors = header.getLong(at);
        if (sectors < 1 || sectors > Sectors.MAX_DISK) {
            throw new VmdkFormatException(
                    name, what + ": " + Long.toUnsignedString(sectors) + " is no sector");
        }
        return sectors;
    }

    /// 64 bits, of which the topmost four say what stands behind the rest.
    ///
    /// @param tables first byte of the grain tables, which are counted from there
    /// @param grains first byte of the grains, which are counted from there
    private record Entries(long tables, long grains) implements RedoLogEntries {
        private static final int TABLE_BYTES = TABLE_SECTORS * Sectors.BYTES;
        private static final int GRAIN_BYTES = GRAIN_SECTORS * Sectors.BYTES;

        @Override
        public int bytes() {
            return Long.BYTES;
        }

        @Override
        public long next(ByteBuffer entries) {
            return entries.getLong();
        }

        /// `0x10000000` above the table's number.
        @Override
        public long table(long entry) throws IllegalEntryException {
            if (entry == 0) {
                return NONE;
            }
            if (entry >>> Integer.SIZE != 0x1000_0000L) {
                throw new IllegalEntryException(entry);
            }
            return tables + (entry & 0xffff_ffffL) * TABLE_BYTES;
        }

        /// 0: not here; 1: given back by the guest; 2: zeroes; 3: stored.
        @Override
        public VmdkAllocation allocation(long entry) throws IllegalEntryException {
            return switch ((int) (entry >>> 60)) {
                case 0 -> {
                    if (entry != 0) {
                        throw new IllegalEntryException(entry);
                    }
                    yield VmdkAllocation.NOT_HERE;
                }
                case 1, 2 -> VmdkAllocation.ZERO;
                case 3 -> VmdkAllocation.DATA;
                default -> throw new IllegalEntryException(entry);
            };
        }

        /// The number's lowest 12 bits are bits 48 to 59, the others bits 0 to 47.
        @Override
        public long place(long entry) {
            long number = ((entry >>> 48) & 0xfff) | ((entry & 0xffff_ffff_ffffL) << 12);
            long most = (Long.MAX_VALUE - grains) / GRAIN_BYTES;
            return number > most ? Long.MAX_VALUE : grains + number * GRAIN_BYTES;
        }
    }
}
