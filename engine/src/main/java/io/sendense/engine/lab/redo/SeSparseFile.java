package io.sendense.engine.lab.redo;

import io.sendense.engine.lab.storage.ChangedBlock;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// A space-efficient sparse extent, as QEMU's `block/vmdk.c` reads it: two headers, an empty
/// journal, grain directory, grain tables, grains. Grains are 4 KiB. Zeroed blocks store nothing:
/// every other one is written as "zero", the rest as "unmapped". Immutable.
public final class SeSparseFile extends RedoFile {
    private static final int GRAIN_BYTES = 4096;
    private static final int GRAINS_PER_BLOCK = BLOCK_BYTES / GRAIN_BYTES;
    private static final int TABLE_BYTES = TABLE_ENTRIES * Long.BYTES;
    private static final int BLOCKS_PER_TABLE = TABLE_ENTRIES / GRAINS_PER_BLOCK;
    private static final int JOURNAL_SECTOR = 2048;
    private static final int JOURNAL_SECTORS = 2048;
    private static final int DIRECTORY_SECTOR = JOURNAL_SECTOR + JOURNAL_SECTORS;
    private static final int ALIGNMENT_SECTORS = 2048;
    private static final long UNMAPPED = 1L << 60;
    private static final long ZERO = 2L << 60;
    private static final long STORED = 3L << 60;
    private static final long TABLE_THERE = 1L << 60;

    private final Map<Long, ByteBuffer> tables = new HashMap<>();
    private final long tablesSector;
    private final long tablesSectors;
    private final long grainsSector;
    private final long directorySectors;
    private long grains;

    /// Lays the file out.
    public SeSparseFile(RedoContent content) {
        super(content);
        long coverage = (long) TABLE_ENTRIES * GRAIN_BYTES;
        int directoryEntries = Math.toIntExact((capacity() + coverage - 1) / coverage);
        ByteBuffer directory = buffer(aligned(directoryEntries * Long.BYTES, SECTOR_BYTES));
        this.directorySectors = directory.capacity() / SECTOR_BYTES;
        this.tablesSector = aligned(DIRECTORY_SECTOR + directorySectors, ALIGNMENT_SECTORS);
        long used =
                content.blocks().stream()
                        .map(block -> block.number() / BLOCKS_PER_TABLE)
                        .distinct()
                        .count();
        this.tablesSectors = aligned(Math.max(1, used) * TABLE_BYTES, SECTOR_BYTES) / SECTOR_BYTES;
        this.grainsSector = aligned(tablesSector + tablesSectors, ALIGNMENT_SECTORS);
        grow(grainsSector * SECTOR_BYTES);
        for (ChangedBlock block : byAge()) {
            place(block, directory);
        }
        smallPart(DIRECTORY_SECTOR * SECTOR_BYTES, directory);
        smallPart(0, header());
        smallPart(SECTOR_BYTES, volatileHeader());
    }

    private static long aligned(long value, int to) {
        return (value + to - 1) / to * to;
    }

    private static int aligned(int value, int to) {
        return (value + to - 1) / to * to;
    }

    private void place(ChangedBlock block, ByteBuffer directory) {
        ByteBuffer table =
                tables.computeIfAbsent(
                        block.number() / BLOCKS_PER_TABLE, number -> newTable(number, directory));
        int first = (int) (block.number() % BLOCKS_PER_TABLE) * GRAINS_PER_BLOCK;
        int count = (bytesIn(block) + GRAIN_BYTES - 1) / GRAIN_BYTES;
        for (int i = 0; i < count; i++) {
            long entry;
            if (block.zero()) {
                entry = block.number() % 2 == 0 ? ZERO : UNMAPPED;
            } else {
                long number = grains + i;
                entry = STORED | ((number & 0xfff) << 48) | (number >>> 12);
            }
            table.putLong((first + i) * Long.BYTES, entry);
        }
        if (!block.zero()) {
            stored(grainsSector * SECTOR_BYTES + grains * GRAIN_BYTES, block, count * GRAIN_BYTES);
            grains += count;
        }
    }

    private ByteBuffer newTable(long number, ByteBuffer directory) {
        ByteBuffer table = buffer(TABLE_BYTES);
        long place = tables.size();
        directory.putLong((int) number * Long.BYTES, TABLE_THERE | place);
        smallPart(tablesSector * SECTOR_BYTES + place * TABLE_BYTES, table);
        return table;
    }

    private ByteBuffer header() {
        ByteBuffer header = buffer(SECTOR_BYTES);
        header.putLong(0xcafebabeL).putLong(0x2_0000_0001L);
        header.putLong(capacity() / SECTOR_BYTES);
        header.putLong(GRAIN_BYTES / SECTOR_BYTES).putLong(TABLE_BYTES / SECTOR_BYTES);
        // flags and what is reserved
        header.position(header.position() + 5 * Long.BYTES);
        // the volatile header, and that of the journal
        header.putLong(1).putLong(1).putLong(2).putLong(1);
        header.putLong(JOURNAL_SECTOR).putLong(JOURNAL_SECTORS);
        header.putLong(DIRECTORY_SECTOR).putLong(directorySectors);
        header.putLong(tablesSector).putLong(tablesSectors);
        // no bitmap of free grains, no way back from grains to their place on the disk
        header.putLong(grainsSector).putLong(0).putLong(grainsSector).putLong(0);
        header.putLong(grainsSector).putLong(grains * GRAIN_BYTES / SECTOR_BYTES);
        return header;
    }

    private ByteBuffer volatileHeader() {
        ByteBuffer header = buffer(SECTOR_BYTES);
        // the journal is empty
        header.putLong(0xcafecafeL).putLong(tables.size()).putLong(1).putLong(0);
        return header;
    }
}
