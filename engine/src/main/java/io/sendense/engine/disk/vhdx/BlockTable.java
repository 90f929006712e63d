package io.sendense.engine.disk.vhdx;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/// Looks up where the blocks of a disk are (MS-VHDX 2.5). Keeps 4 MiB of the table. Thread-safe.
final class BlockTable {
    private static final int PAGE_ENTRIES = 512;
    private static final int MAX_PAGES = 1024;

    /// Bits of an entry: its state, and the offset in MiB from bit 20 on.
    private static final int STATE_BITS = 7;

    private static final long OFFSET_BITS = -1L << 20;

    private static final int NOT_PRESENT = 0;
    private static final int UNDEFINED = 1;
    private static final int ZERO = 2;
    private static final int UNMAPPED = 3;
    private static final int FULLY_PRESENT = 6;
    private static final int PARTIALLY_PRESENT = 7;

    private final ReplayedFile file;
    private final Region bat;
    private final VhdxMetadata metadata;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Recent pages = new Recent();

    private BlockTable(ReplayedFile file, Region bat, VhdxMetadata metadata) {
        this.file = file;
        this.bat = bat;
        this.metadata = metadata;
    }

    static BlockTable of(ReplayedFile file, Region bat, VhdxMetadata metadata)
            throws VhdxFormatException {
        if (metadata.entries() > bat.length() / Long.BYTES) {
            throw new VhdxFormatException(
                    file.name(),
                    "a disk of "
                            + metadata.size()
                            + " bytes in blocks of "
                            + metadata.blockBytes()
                            + " needs "
                            + metadata.entries()
                            + " table entries, its table of "
                            + bat.length()
                            + " bytes has "
                            + bat.length() / Long.BYTES);
        }
        return new BlockTable(file, bat, metadata);
    }

    /// First byte of a block in the file, or what to read instead.
    Block block(long block) throws IOException {
        // One entry more after each chunk of blocks: a bitmap's.
        long index = block + block / metadata.chunkBlocks();
        long entry = page(index / PAGE_ENTRIES)[(int) (index % PAGE_ENTRIES)];
        int state = (int) entry & STATE_BITS;
        return switch (state) {
            case NOT_PRESENT, UNDEFINED, UNMAPPED -> Block.ABSENT;
            case ZERO -> Block.ZEROES;
            case FULLY_PRESENT -> new Block(checked(block, entry & OFFSET_BITS));
            case PARTIALLY_PRESENT ->
                    throw broken(block, "is partially present, but the disk has no parent");
            default -> throw broken(block, "has state " + state + ", which does not exist");
        };
    }

    private long checked(long block, long offset) throws IOException {
        long needed =
                Math.min(metadata.blockBytes(), metadata.size() - block * metadata.blockBytes());
        if (offset < Region.UNIT || offset > file.length() - needed) {
            throw broken(
                    block,
                    "of "
                            + needed
                            + " bytes is said to be at byte "
                            + Long.toUnsignedString(offset)
                            + " of a file of "
                            + file.length());
        }
        return offset;
    }

    private VhdxFormatException broken(long block, String problem) {
        return new VhdxFormatException(file.name(), "block " + block + " " + problem);
    }

    private long[] page(long number) throws IOException {
        synchronized (lock) {
            long[] known = pages.get(number);
            if (known != null) {
                return known;
            }
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(PAGE_ENTRIES * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(bat.offset() + number * PAGE_ENTRIES * Long.BYTES, bytes);
        long[] page = new long[PAGE_ENTRIES];
        bytes.flip().asLongBuffer().get(page);
        synchronized (lock) {
            pages.put(number, page);
        }
        return page;
    }

    /// @param place its first byte in the file, or one of the two that say that there is none
    record Block(long place) {
        static final Block ABSENT = new Block(-1);
        static final Block ZEROES = new Block(-2);

        boolean stored() {
            return place >= 0;
        }
    }

    private static final class Recent extends LinkedHashMap<Long, long[]> {
        private static final long serialVersionUID = 1L;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, long[]> eldest) {
            return size() > MAX_PAGES;
        }
    }
}
