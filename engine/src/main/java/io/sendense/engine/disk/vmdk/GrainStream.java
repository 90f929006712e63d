package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Writes a stream-optimized extent (Virtual Disk Format 5.0, "Stream-Optimized Compressed"): the
/// header and descriptor, packed grains in ascending order, after the last grain of a grain table
/// that table, then directory, footer and end-of-stream marker. Confined to one thread.
///
/// The header says that the file is open (`uncleanShutdown`) until everything else is on stable
/// storage, and leaves the directory's place to the footer.
final class GrainStream {
    static final int GRAIN_SECTORS = 128;
    static final int GRAIN_BYTES = GRAIN_SECTORS * Sectors.BYTES;

    private static final int DESCRIPTOR_SECTORS = 20;

    /// Where the first grain's marker stands.
    private static final int OVERHEAD_SECTORS = 128;

    private static final int UNCLEAN_AT = 72;
    private static final int TABLE_BYTES = SparseHeader.TABLE_ENTRIES * Integer.BYTES;

    /// Tables and grains are pointed to by 32-bit sector numbers.
    private static final long MAX_SECTORS = 1L << 32;

    private final PositionedFile file;
    private final long capacity;

    /// The directory: first sectors of the tables, 0 where none is.
    private final int[] tables;

    private final int[] entries = new int[SparseHeader.TABLE_ENTRIES];
    private int table = -1;
    private long position = OVERHEAD_SECTORS;

    private GrainStream(PositionedFile file, long capacity) {
        this.file = file;
        this.capacity = capacity;
        long perTable = (long) GRAIN_SECTORS * SparseHeader.TABLE_ENTRIES;
        this.tables = new int[(int) ((capacity + perTable - 1) / perTable)];
    }

    /// Writes header and descriptor.
    static GrainStream begin(PositionedFile file, StreamOptimizedOptions options)
            throws IOException {
        GrainStream stream = new GrainStream(file, options.size() / Sectors.BYTES);
        ByteBuffer start = ByteBuffer.allocate(OVERHEAD_SECTORS * Sectors.BYTES);
        start.put(stream.header(SparseHeader.DIRECTORY_AT_END, true));
        start.put(DescriptorText.of(options));
        file.write(0, start.clear());
        return stream;
    }

    private ByteBuffer header(long directory, boolean unclean) {
        ByteBuffer sector = ByteBuffer.allocate(Sectors.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sector.order(ByteOrder.BIG_ENDIAN).putInt(SparseHeader.MAGIC);
        sector.order(ByteOrder.LITTLE_ENDIAN).putInt(3);
        sector.putInt(
                SparseHeader.FLAG_NEWLINE_TEST
                        | SparseHeader.FLAG_COMPRESSED
                        | SparseHeader.FLAG_MARKERS);
        sector.putLong(capacity).putLong(GRAIN_SECTORS);
        sector.putLong(1).putLong(DESCRIPTOR_SECTORS);
        sector.putInt(SparseHeader.TABLE_ENTRIES);
        sector.putLong(0).putLong(directory).putLong(OVERHEAD_SECTORS);
        sector.put((byte) (unclean ? 1 : 0));
        sector.order(ByteOrder.BIG_ENDIAN).putInt(SparseHeader.NEWLINES);
        sector.order(ByteOrder.LITTLE_ENDIAN).putShort((short) SparseHeader.DEFLATE);
        return sector.clear();
    }

    /// Appends a grain; its number is higher than any before.
    void append(PackedGrain grain) throws IOException {
        int index = (int) (grain.number() / SparseHeader.TABLE_ENTRIES);
        if (index != table) {
            endTable();
            table = index;
        }
        entries[(int) (grain.number() % SparseHeader.TABLE_ENTRIES)] = (int) position;
        append(grain.sectors());
    }

    private void append(ByteBuffer sectors) throws IOException {
        int count = sectors.remaining() / Sectors.BYTES;
        if (position + count > MAX_SECTORS) {
            throw new IOException(
                    "'"
                            + file.name()
                            + "' would be longer than "
                            + MAX_SECTORS * Sectors.BYTES
                            + " bytes, the most a stream-optimized VMDK can be");
        }
        file.write(position * Sectors.BYTES, sectors);
        position += count;
    }

    private void endTable() throws IOException {
        if (table < 0) {
            return;
        }
        append(Marker.sector(Marker.GRAIN_TABLE, TABLE_BYTES / Sectors.BYTES));
        tables[table] = (int) position;
        append(numbers(entries, TABLE_BYTES));
        Arrays.fill(entries, 0);
    }

    private static ByteBuffer numbers(int[] values, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(values);
        return buffer;
    }

    /// Writes tables, directory and footer, and when all is on stable storage, takes back that the
    /// file is open.
    void finish() throws IOException {
        endTable();
        long sectors = Sectors.holding((long) tables.length * Integer.BYTES);
        append(Marker.sector(Marker.GRAIN_DIRECTORY, sectors));
        long directory = position;
        append(numbers(tables, (int) sectors * Sectors.BYTES));
        append(Marker.sector(Marker.FOOTER, 1));
        append(header(directory, false));
        append(Marker.sector(Marker.END_OF_STREAM, 0));
        file.force();
        file.write(UNCLEAN_AT, ByteBuffer.allocate(1));
        file.force();
    }
}
