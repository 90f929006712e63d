package io.sendense.engine.lab.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Writes master boot records: four entries of 16 bytes from byte 446 on, then the signature.
final class MbrWriter {
    private static final int FIRST_ENTRY = 446;
    private static final int SIGNATURE_AT = 510;
    private static final int PROTECTIVE_TYPE = 0xEE;

    private MbrWriter() {}

    /// The record that keeps old tools off a GPT disk: UEFI specification 2.10, section 5.2.3.
    static void protective(long sectors, ByteBuffer sector) {
        entry(sector, 0, PROTECTIVE_TYPE, 1, Math.min(sectors - 1, 0xFFFFFFFFL));
        sector.putShort(SIGNATURE_AT, (short) 0xAA55);
    }

    /// A record for up to four partitions below 2 TiB.
    static byte[] sector(List<DiskPartition> partitions, long seed) {
        ByteBuffer sector =
                ByteBuffer.allocate(GptWriter.SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (partitions.size() > 4) {
            throw new IllegalArgumentException(partitions.size() + " partitions in one MBR");
        }
        sector.putInt(440, (int) seed | 1); // the disk's signature
        for (int i = 0; i < partitions.size(); i++) {
            DiskPartition partition = partitions.get(i);
            entry(
                    sector,
                    i,
                    partition.type().mbr(),
                    partition.extent().offset() / GptWriter.SECTOR_BYTES,
                    partition.extent().length() / GptWriter.SECTOR_BYTES);
        }
        sector.putShort(SIGNATURE_AT, (short) 0xAA55);
        return sector.array();
    }

    private static void entry(ByteBuffer sector, int index, int type, long first, long count) {
        int at = FIRST_ENTRY + index * 16;
        // Cylinders, heads and sectors: 0/0/2 where the protective entry starts, else "too far".
        int start = first == 1 ? 0x000200 : 0xFFFFFE;
        sector.putInt(at, start << 8);
        sector.putInt(at + 4, 0xFFFFFF00 | type);
        sector.putInt(at + 8, (int) first);
        sector.putInt(at + 12, (int) count);
    }
}
