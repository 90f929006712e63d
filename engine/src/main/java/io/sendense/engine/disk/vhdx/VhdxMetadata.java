package io.sendense.engine.disk.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// What the metadata region says of the disk (MS-VHDX 2.6). Immutable.
///
/// @param size the disk's bytes
/// @param blockBytes size of a block
/// @param sectorBytes the logical sector size, 512 or 4096
/// @param fixed whether all blocks were allocated when the file was made
record VhdxMetadata(long size, int blockBytes, int sectorBytes, boolean fixed) {
    private static final int TABLE_BYTES = 64 << 10;
    private static final int MAX_ENTRIES = 2047;
    private static final int ENTRY_BYTES = 32;
    private static final int REQUIRED = 1 << 2;
    private static final int LEAVE_ALLOCATED = 1;
    private static final int HAS_PARENT = 1 << 1;

    private static final int MIN_BLOCK = 1 << 20;
    private static final int MAX_BLOCK = 256 << 20;
    private static final long MAX_SIZE = 64L << 40;

    private static final UUID PARAMETERS = UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    private static final UUID SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    private static final UUID SECTOR = UUID.fromString("8141bf1d-a96f-4709-ba47-f233a8faab5f");

    /// Items that say nothing we need, and the parent of a differencing disk.
    private static final Map<UUID, String> OTHERS =
            Map.of(
                    UUID.fromString("beca12ab-b2e6-4523-93ef-c309e000c746"),
                    "disk id",
                    UUID.fromString("cda348c7-445d-4471-9cc9-e9885251c556"),
                    "physical sector size",
                    UUID.fromString("a8d35f2d-b30b-454d-abf7-d3d84834ab0c"),
                    "parent locator");

    static VhdxMetadata read(ReplayedFile file, Region region) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(TABLE_BYTES);
        file.read(region.offset(), bytes);
        Structure table = new Structure(bytes);
        if (!table.begins("metadata")) {
            throw new VhdxFormatException(
                    file.name(), "metadata at byte " + region.offset() + " lack their signature");
        }
        int count = table.ushort(10);
        if (count > MAX_ENTRIES) {
            throw new VhdxFormatException(
                    file.name(),
                    "metadata table has " + count + " entries, expected at most " + MAX_ENTRIES);
        }
        Map<UUID, Long> places = new HashMap<>();
        for (int i = 1; i <= count; i++) {
            UUID id = table.guid(i * ENTRY_BYTES);
            boolean known =
                    id.equals(PARAMETERS)
                            || id.equals(SIZE)
                            || id.equals(SECTOR)
                            || OTHERS.containsKey(id);
            if (!known && (table.uint(i * ENTRY_BYTES + 24) & REQUIRED) != 0) {
                throw new UnsupportedVhdxException(file.name(), "metadata item " + id);
            }
            places.put(id, table.uint(i * ENTRY_BYTES + 16));
        }
        long parameters = item(file, region, places, PARAMETERS);
        return of(
                file.name(),
                (int) parameters,
                (int) (parameters >>> Integer.SIZE),
                item(file, region, places, SIZE),
                (int) item(file, region, places, SECTOR));
    }

    /// The first eight bytes of an item.
    private static long item(ReplayedFile file, Region region, Map<UUID, Long> places, UUID id)
            throws IOException {
        long place = places.getOrDefault(id, 0L);
        if (place < TABLE_BYTES || place > region.length() - Long.BYTES) {
            throw new VhdxFormatException(
                    file.name(),
                    "metadata item "
                            + id
                            + " at byte "
                            + place
                            + " is not behind the table of a region of "
                            + region.length());
        }
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        file.read(region.offset() + place, bytes);
        return new Structure(bytes).number(0);
    }

    private static VhdxMetadata of(
            String file, int blockBytes, int flags, long size, int sectorBytes)
            throws VhdxFormatException {
        if ((flags & HAS_PARENT) != 0) {
            throw new UnsupportedVhdxException(
                    file, "a parent (it is a differencing disk: merge or convert it first)");
        }
        if (blockBytes < MIN_BLOCK || blockBytes > MAX_BLOCK || Integer.bitCount(blockBytes) != 1) {
            throw new VhdxFormatException(
                    file,
                    "block size is "
                            + Integer.toUnsignedString(blockBytes)
                            + " bytes, expected a power of two from "
                            + MIN_BLOCK
                            + " to "
                            + MAX_BLOCK);
        }
        if (sectorBytes != 512 && sectorBytes != 4096) {
            throw new VhdxFormatException(
                    file,
                    "logical sector size is "
                            + Integer.toUnsignedString(sectorBytes)
                            + " bytes, expected 512 or 4096");
        }
        if (size < 1 || size > MAX_SIZE || size % sectorBytes != 0) {
            throw new VhdxFormatException(
                    file,
                    "disk size is "
                            + Long.toUnsignedString(size)
                            + " bytes, expected whole sectors of "
                            + sectorBytes
                            + " up to "
                            + MAX_SIZE);
        }
        return new VhdxMetadata(size, blockBytes, sectorBytes, (flags & LEAVE_ALLOCATED) != 0);
    }

    /// Blocks of the disk that one bitmap of a differencing disk would cover: after so many entries
    /// the BAT has one for that bitmap.
    long chunkBlocks() {
        return ((long) sectorBytes << 23) / blockBytes;
    }

    long blocks() {
        return (size + blockBytes - 1) / blockBytes;
    }

    /// Entries of the BAT, up to the last block's.
    long entries() {
        return blocks() + (blocks() - 1) / chunkBlocks();
    }
}
