package io.sendense.engine.lab.content;

import io.sendense.engine.disk.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/// Finds a partition by its name in the primary GUID partition table, as a guest does. Only tables
/// as this package writes them; everything else reads as "no such partition".
public final class GptReader {
    private static final int SECTOR_BYTES = 512;
    private static final int HEADER_BYTES = 92;
    private static final int ENTRY_BYTES = 128;
    private static final int MAX_ENTRIES = 128;

    private GptReader() {}

    /// Where the partition called `name` lies on the disk, in bytes. Empty where the disk has no
    /// valid table, or no such partition.
    public static Optional<Extent> find(String name, BytesAt disk) throws IOException {
        ByteBuffer header = disk.bytes(SECTOR_BYTES, HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] signature = new byte[8];
        header.get(0, signature);
        int stored = header.getInt(16);
        header.putInt(16, 0);
        int entries = header.getInt(80);
        if (!new String(signature, StandardCharsets.US_ASCII).equals("EFI PART")
                || crc(header) != stored
                || header.getInt(84) != ENTRY_BYTES
                || entries < 0
                || entries > MAX_ENTRIES) {
            return Optional.empty();
        }
        long at = header.getLong(72) * SECTOR_BYTES;
        ByteBuffer table = disk.bytes(at, entries * ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (crc(table) != header.getInt(88)) {
            return Optional.empty();
        }
        for (int i = 0; i < entries; i++) {
            ByteBuffer entry =
                    table.slice(i * ENTRY_BYTES, ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            if (name(entry).equals(name)) {
                long first = entry.getLong(32) * SECTOR_BYTES;
                return Optional.of(Extent.between(first, (entry.getLong(40) + 1) * SECTOR_BYTES));
            }
        }
        return Optional.empty();
    }

    private static String name(ByteBuffer entry) {
        byte[] characters = new byte[72];
        entry.get(56, characters);
        String padded = new String(characters, StandardCharsets.UTF_16LE);
        int end = padded.indexOf('\0');
        return end < 0 ? padded : padded.substring(0, end);
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }
}
