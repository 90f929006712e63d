package io.sendense.engine.disk.vhdx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

/// A piece of a file that begins with a signature, most of them with a checksum of the whole behind
/// it. Confined to one thread.
final class Structure {
    /// "No log", where a log's GUID stands.
    static final UUID NO_GUID = new UUID(0, 0);

    private static final int CHECKSUM_AT = 4;

    private final ByteBuffer bytes;

    /// @param bytes from 0 to the capacity
    Structure(ByteBuffer bytes) {
        this.bytes = bytes.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean begins(String signature) {
        return begins(0, signature);
    }

    boolean begins(int at, String signature) {
        byte[] wanted = signature.getBytes(StandardCharsets.US_ASCII);
        byte[] found = new byte[wanted.length];
        bytes.get(at, found);
        return Arrays.equals(wanted, found);
    }

    /// Whether the checksum is right; it was computed with zeroes in its own place.
    boolean sound() {
        CRC32C sum = new CRC32C();
        sum.update(bytes.slice(0, CHECKSUM_AT));
        sum.update(ByteBuffer.allocate(Integer.BYTES));
        int after = CHECKSUM_AT + Integer.BYTES;
        sum.update(bytes.slice(after, bytes.capacity() - after));
        return sum.getValue() == uint(CHECKSUM_AT);
    }

    int ushort(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    long uint(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    /// A 64-bit number; those of 2^63 and more are negative.
    long number(int at) {
        return bytes.getLong(at);
    }

    /// A GUID: its first three parts little-endian, the rest as bytes.
    UUID guid(int at) {
        long high = uint(at) << 32 | (long) ushort(at + 4) << 16 | ushort(at + 6);
        return new UUID(high, Long.reverseBytes(bytes.getLong(at + 8)));
    }

    ByteBuffer slice(int at, int length) {
        return bytes.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
