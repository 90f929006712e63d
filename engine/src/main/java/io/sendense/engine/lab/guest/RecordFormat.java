package io.sendense.engine.lab.guest;

import io.sendense.engine.lab.content.Generator;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/// How a record of the log lies on disk; numbers are big-endian.
///
/// ```
/// 0   u64 magic "SLRECORD"
/// 8   u64 number, from 1
/// 16  4076 bytes that belong to the number
/// 4092 u32 CRC-32C of all bytes before
/// ```
///
/// Record n lies in slot n modulo [#SLOTS] of the partition.
final class RecordFormat {
    static final int RECORD_BYTES = 4096;
    static final int SLOTS = 1024;

    private static final long MAGIC = 0x534C5245434F5244L;
    private static final int CRC_AT = RECORD_BYTES - Integer.BYTES;
    private static final Generator CONTENT = new Generator(MAGIC);

    private RecordFormat() {}

    /// Where record `number` lies, in bytes from the start of the partition.
    static long offset(long number) {
        return number % SLOTS * RECORD_BYTES;
    }

    static ByteBuffer encoded(long number) {
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
        record.putLong(MAGIC).putLong(number);
        CONTENT.put(number, record.position(), CRC_AT - record.position(), record);
        record.putInt(crc(record));
        return record.flip();
    }

    /// The number of the record in `slot`; empty where there is none, or a damaged one.
    static OptionalLong number(ByteBuffer slot) {
        long number = slot.getLong(Long.BYTES);
        boolean intact = slot.getLong(0) == MAGIC && number > 0 && slot.getInt(CRC_AT) == crc(slot);
        return intact ? OptionalLong.of(number) : OptionalLong.empty();
    }

    private static int crc(ByteBuffer record) {
        CRC32C crc = new CRC32C();
        crc.update(record.slice(0, CRC_AT));
        return (int) crc.getValue();
    }
}
