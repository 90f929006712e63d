package io.sendense.engine.disk.vmdk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;

/// A small, sound sparse extent in memory, made by hand, to be broken in one place: 64 MiB with
/// grains of 4 KiB, so 32 grain tables of which the first two are there, and a redundant copy of
/// them.
///
///     sector   0 header, 1 descriptor, 2 directory, 3 redundant directory, 8 and 12 tables,
///             16 and 20 redundant tables, 24 grain 0, 32 grain 1, 40 grain 512, 48 end
final class SparseBytes {
    static final int CAPACITY = 12;
    static final int GRAIN = 20;
    static final int DESCRIPTOR_AT = 28;
    static final int DESCRIPTOR_SIZE = 36;
    static final int ENTRIES = 44;
    static final int REDUNDANT = 48;
    static final int DIRECTORY = 56;
    static final int COMPRESSION = 77;
    static final int DIRECTORY_BYTE = 2 * 512;
    static final int REDUNDANT_BYTE = 3 * 512;
    static final int TABLE_BYTE = 8 * 512;
    static final int GRAIN_BYTE = 24 * 512;
    static final long SIZE = 64L << 20;

    private final ByteBuffer bytes = ByteBuffer.allocate(48 * 512).order(ByteOrder.LITTLE_ENDIAN);

    SparseBytes() {
        bytes.put("KDMV".getBytes(StandardCharsets.US_ASCII));
        putInt(4, 1).putInt(8, 3).putLong(CAPACITY, SIZE / 512).putLong(GRAIN, 8);
        putLong(DESCRIPTOR_AT, 1).putLong(DESCRIPTOR_SIZE, 1).putInt(ENTRIES, 512);
        putLong(REDUNDANT, 3).putLong(DIRECTORY, 2).putLong(64, 24);
        bytes.put(73, new byte[] {'\n', ' ', '\r', '\n'});
        descriptor("version=1\nCID=0000cafe\nparentCID=ffffffff\nRW 131072 SPARSE \"a.vmdk\"\n");
        putInt(DIRECTORY_BYTE, 8).putInt(DIRECTORY_BYTE + 4, 12);
        putInt(REDUNDANT_BYTE, 16).putInt(REDUNDANT_BYTE + 4, 20);
        for (int table : new int[] {8, 16}) {
            putInt(table * 512, 24).putInt(table * 512 + 4, 32).putInt((table + 4) * 512, 40);
        }
        for (int at = GRAIN_BYTE; at < bytes.capacity(); at++) {
            bytes.put(at, (byte) (at / 4096));
        }
    }

    SparseBytes putInt(int at, int value) {
        bytes.putInt(at, value);
        return this;
    }

    SparseBytes putLong(int at, long value) {
        bytes.putLong(at, value);
        return this;
    }

    SparseBytes putByte(int at, int value) {
        bytes.put(at, (byte) value);
        return this;
    }

    /// Without the second set of tables.
    SparseBytes single() {
        return putInt(8, 1);
    }

    SparseBytes descriptor(String text) {
        bytes.put(512, new byte[512]);
        bytes.put(512, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// Grain 0 packed, behind a marker with this sector and length; a negative length means the
    /// right one.
    SparseBytes packed(long sector, int length, byte[] content) {
        putInt(8, 1 | 3 << 16).putByte(COMPRESSION, 1);
        byte[] packed = new byte[4096 - 12];
        int right;
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(content);
            deflater.finish();
            right = deflater.deflate(packed);
        }
        bytes.putLong(GRAIN_BYTE, sector).putInt(GRAIN_BYTE + 8, length < 0 ? right : length);
        bytes.put(GRAIN_BYTE + 12, packed);
        return this;
    }

    byte[] toArray() {
        return bytes.array().clone();
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes.array());
    }
}
