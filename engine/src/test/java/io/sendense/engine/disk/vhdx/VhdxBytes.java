package io.sendense.engine.disk.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/// A small, sound VHDX file in memory, made by hand, to be broken in one place: 8 MiB in blocks of
/// 1 MiB, the first of them full of sevens, the others absent. Its log is empty.
final class VhdxBytes {
    static final int HEADER = 64 << 10;
    static final int SECOND_HEADER = 128 << 10;
    static final int REGIONS = 192 << 10;
    static final int SECOND_REGIONS = 256 << 10;
    static final int LOG = 1 << 20;
    static final int METADATA = 2 << 20;
    static final int BAT = 3 << 20;
    static final int PARAMETERS = METADATA + (64 << 10);
    static final int SIZE = PARAMETERS + 8;
    static final int SECTOR = SIZE + 8;

    private ByteBuffer bytes = ByteBuffer.allocate(5 << 20).order(ByteOrder.LITTLE_ENDIAN);

    VhdxBytes() {
        text(0, "vhdxfile");
        for (int header : new int[] {HEADER, SECOND_HEADER}) {
            text(header, "head").putLong(header + 8, header / SECOND_HEADER);
            putInt(header + 64, 1 << 16).putInt(header + 68, 1 << 20).putLong(header + 72, LOG);
            sum(header, 4096);
        }
        // The first is the current one.
        putLong(HEADER + 8, 2).sum(HEADER, 4096);
        for (int regions : new int[] {REGIONS, SECOND_REGIONS}) {
            text(regions, "regi").putInt(regions + 8, 2);
            region(regions + 16, "2dc27766-f623-4200-9d64-115e9bfd4a08", BAT);
            region(regions + 48, "8b7ca206-4790-4b9a-b8fe-575f050f886e", METADATA);
            sum(regions, 64 << 10);
        }
        text(METADATA, "metadata").putInt(METADATA + 10, 3);
        item(1, "caa16737-fa36-4d43-b3b6-33f0aa44e76b", PARAMETERS);
        item(2, "2fa54224-cd1b-4876-b211-5dbed83bf4b8", SIZE);
        item(3, "8141bf1d-a96f-4709-ba47-f233a8faab5f", SECTOR);
        putInt(PARAMETERS, 1 << 20).putLong(SIZE, 8 << 20).putInt(SECTOR, 512);
        putLong(BAT, 4 << 20 | 6);
        Arrays.fill(bytes.array(), 4 << 20, 5 << 20, (byte) 7);
    }

    private void region(int at, String id, long offset) {
        guid(at, id);
        putLong(at + 16, offset).putInt(at + 24, 1 << 20).putInt(at + 28, 1);
    }

    private void item(int number, String id, int place) {
        int at = METADATA + number * 32;
        guid(at, id);
        putInt(at + 16, place - METADATA).putInt(at + 20, 8).putInt(at + 24, 6);
    }

    private void guid(int at, String id) {
        UUID guid = UUID.fromString(id);
        long high = guid.getMostSignificantBits();
        putInt(at, (int) (high >>> 32));
        bytes.putShort(at + 4, (short) (high >>> 16)).putShort(at + 6, (short) high);
        putLong(at + 8, Long.reverseBytes(guid.getLeastSignificantBits()));
    }

    private VhdxBytes text(int at, String text) {
        bytes.put(at, text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    VhdxBytes putInt(int at, int value) {
        bytes.putInt(at, value);
        return this;
    }

    VhdxBytes putLong(int at, long value) {
        bytes.putLong(at, value);
        return this;
    }

    VhdxBytes putByte(int at, int value) {
        bytes.put(at, (byte) value);
        return this;
    }

    VhdxBytes lengthen(int length) {
        bytes =
                ByteBuffer.wrap(Arrays.copyOf(bytes.array(), length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        return this;
    }

    /// Makes a structure's checksum right.
    VhdxBytes sum(int at, int length) {
        putInt(at + 4, 0);
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), at, length);
        return putInt(at + 4, (int) sum.getValue());
    }

    /// An entry, for a log whose GUID begins with 1: the first sector of the table as it is, and
    /// zeroes over the last block that is there not.
    VhdxBytes logEntry() {
        text(LOG, "loge").putInt(LOG + 8, 8192).putLong(LOG + 16, 5).putInt(LOG + 24, 2);
        putByte(LOG + 32, 1).putLong(LOG + 48, 5 << 20).putLong(LOG + 56, 5 << 20);
        text(LOG + 64, "desc").putLong(LOG + 80, BAT).putLong(LOG + 88, 5);
        putLong(LOG + 72, bytes.getLong(BAT));
        text(LOG + 96, "zero").putLong(LOG + 104, 4096).putLong(LOG + 112, BAT + 8192);
        putLong(LOG + 120, 5);
        text(LOG + 4096, "data").putInt(LOG + 8188, 5);
        return sum(LOG, 8192);
    }

    byte[] toArray() {
        return bytes.array().clone();
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes.array());
    }
}
