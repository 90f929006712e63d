package io.sendense.engine.lab.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/// Writes a GUID partition table: UEFI specification 2.10, section 5.3, with 128 entries of 128
/// bytes and sectors of 512. Immutable.
record GptWriter(List<DiskPartition> partitions, long capacityBytes, long seed) {
    static final int SECTOR_BYTES = 512;

    /// Protective MBR, header and entries.
    static final int PRIMARY_BYTES = 34 * SECTOR_BYTES;

    /// Entries and header, at the very end of the disk.
    static final int BACKUP_BYTES = 33 * SECTOR_BYTES;

    private static final int ENTRIES = 128;
    private static final int ENTRY_BYTES = 128;
    private static final int HEADER_BYTES = 92;

    GptWriter {
        partitions = List.copyOf(partitions);
        long end = capacityBytes - BACKUP_BYTES;
        for (DiskPartition partition : partitions) {
            if (partition.extent().end() > end) {
                throw new IllegalArgumentException(
                        "partition "
                                + partition.name()
                                + " at "
                                + partition.extent()
                                + " ends past "
                                + end);
            }
        }
    }

    byte[] primary() {
        byte[] table = new byte[PRIMARY_BYTES];
        ByteBuffer bytes = littleEndian(table);
        long sectors = capacityBytes / SECTOR_BYTES;
        MbrWriter.protective(sectors, bytes);
        bytes.put(SECTOR_BYTES, header(1, sectors - 1, 2), 0, HEADER_BYTES);
        bytes.put(2 * SECTOR_BYTES, entries());
        return table;
    }

    byte[] backup() {
        byte[] table = new byte[BACKUP_BYTES];
        ByteBuffer bytes = littleEndian(table);
        long sectors = capacityBytes / SECTOR_BYTES;
        byte[] entries = entries();
        bytes.put(0, entries);
        bytes.put(entries.length, header(sectors - 1, 1, sectors - 33));
        return table;
    }

    private byte[] header(long ownSector, long otherSector, long entriesSector) {
        byte[] bytes = new byte[HEADER_BYTES];
        ByteBuffer header = littleEndian(bytes);
        header.put("EFI PART".getBytes(StandardCharsets.US_ASCII));
        header.putInt(0x00010000).putInt(HEADER_BYTES);
        header.putInt(0).putInt(0); // checksum, filled in below; reserved
        header.putLong(ownSector).putLong(otherSector);
        header.putLong(34).putLong(capacityBytes / SECTOR_BYTES - 34); // usable: first, last
        putGuid(header, new UUID(seed, 0x8000_0000_0000_0000L));
        header.putLong(entriesSector).putInt(ENTRIES).putInt(ENTRY_BYTES);
        header.putInt(crc(entries()));
        header.putInt(16, crc(bytes));
        return bytes;
    }

    private byte[] entries() {
        byte[] bytes = new byte[ENTRIES * ENTRY_BYTES];
        ByteBuffer entries = littleEndian(bytes);
        for (int i = 0; i < partitions.size(); i++) {
            DiskPartition partition = partitions.get(i);
            entries.position(i * ENTRY_BYTES);
            putGuid(entries, partition.type().gpt());
            putGuid(entries, new UUID(seed, 0x8000_0000_0000_0001L + i));
            entries.putLong(partition.extent().offset() / SECTOR_BYTES);
            entries.putLong(partition.extent().end() / SECTOR_BYTES - 1);
            entries.putLong(0); // attributes
            entries.put(partition.name().getBytes(StandardCharsets.UTF_16LE));
        }
        return bytes;
    }

    /// The first three fields of a GUID are little-endian, the rest are bytes in order.
    private static void putGuid(ByteBuffer target, UUID guid) {
        long high = guid.getMostSignificantBits();
        target.putInt((int) (high >>> 32));
        target.putShort((short) (high >>> 16));
        target.putShort((short) high);
        target.putLong(Long.reverseBytes(guid.getLeastSignificantBits()));
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
