package io.sendense.engine.lab.redo;

import io.sendense.engine.lab.storage.ChangedBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// An `ESX Server sparse extent` ("Virtual Disk Format 1.1"): header, grain directory, then grain
/// tables and grains as they come. Grains are one sector. Zeroes are stored. Immutable.
public final class CowdFile extends RedoFile {
    /// Sectors are counted in 32 bits.
    public static final long MAX_CAPACITY = 2L << 40;

    private static final int HEADER_SECTORS = 4;
    private static final int TABLE_SECTORS = TABLE_ENTRIES * Integer.BYTES / SECTOR_BYTES;
    private static final int BLOCKS_PER_TABLE = TABLE_ENTRIES * SECTOR_BYTES / BLOCK_BYTES;
    private static final int SECTORS_PER_BLOCK = BLOCK_BYTES / SECTOR_BYTES;

    /// By number: the sector of each table there is.
    private final TreeMap<Long, Integer> tables = new TreeMap<>();

    private final Map<Long, ByteBuffer> entries = new TreeMap<>();
    private final int directoryEntries;
    private int freeSector;

    /// Lays the file out.
    ///
    /// @throws IllegalArgumentException the disk is too large for the format
    public CowdFile(RedoContent content) {
        super(content);
        if (capacity() >= MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "a disk of " + capacity() + " bytes has no vmfsSparse redo log");
        }
        long sectors = capacity() / SECTOR_BYTES;
        this.directoryEntries = (int) ((sectors + TABLE_ENTRIES - 1) / TABLE_ENTRIES);
        long directoryBytes = (long) directoryEntries * Integer.BYTES;
        this.freeSector =
                HEADER_SECTORS + (int) ((directoryBytes + SECTOR_BYTES - 1) / SECTOR_BYTES);
        grow((long) freeSector * SECTOR_BYTES);
        byAge().forEach(this::place);
        part(HEADER_SECTORS * SECTOR_BYTES, directoryBytes, this::directory);
        smallPart(0, header(sectors));
    }

    private void place(ChangedBlock block) {
        long table = block.number() / BLOCKS_PER_TABLE;
        ByteBuffer numbers = entries.computeIfAbsent(table, this::newTable);
        int sectors = bytesIn(block) / SECTOR_BYTES;
        int first = (int) (block.number() % BLOCKS_PER_TABLE) * SECTORS_PER_BLOCK;
        for (int i = 0; i < sectors; i++) {
            numbers.putInt((first + i) * Integer.BYTES, freeSector + i);
        }
        stored((long) freeSector * SECTOR_BYTES, block, sectors * SECTOR_BYTES);
        freeSector += sectors;
    }

    private ByteBuffer newTable(long number) {
        ByteBuffer table = buffer(TABLE_ENTRIES * Integer.BYTES);
        tables.put(number, freeSector);
        smallPart((long) freeSector * SECTOR_BYTES, table);
        freeSector += TABLE_SECTORS;
        return table;
    }

    private void directory(long within, ByteBuffer target) {
        target.order(ByteOrder.LITTLE_ENDIAN);
        long position = within;
        while (target.hasRemaining()) {
            int entry = tables.getOrDefault(position / Integer.BYTES, 0);
            target.put((byte) (entry >>> (8 * (int) (position % Integer.BYTES))));
            position++;
        }
    }

    private ByteBuffer header(long sectors) {
        ByteBuffer header = buffer(HEADER_SECTORS * SECTOR_BYTES);
        header.put("COWD".getBytes(StandardCharsets.US_ASCII));
        header.putInt(1).putInt(3);
        header.putInt((int) sectors).putInt(1);
        header.putInt(HEADER_SECTORS).putInt(directoryEntries).putInt(freeSector);
        return header;
    }
}
