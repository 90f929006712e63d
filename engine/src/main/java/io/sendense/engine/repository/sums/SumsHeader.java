package io.sendense.engine.repository.sums;

import java.nio.ByteBuffer;

/// The head of a `.sums` file; the table is in `engine/doc/formats.md`. Immutable.
///
/// @param clusterBytes a power of two, 512 to 2 MiB
/// @param capacityBytes size of the disk
/// @param records number of records that follow
public record SumsHeader(int clusterBytes, long capacityBytes, long records) {
    /// `SDNSESUM`
    private static final long MAGIC = 0x53444e534553554dL;

    private static final int VERSION = 1;
    private static final int ALGORITHM_SHA256 = 1;

    /// Size of the header in bytes.
    static final int BYTES = 64;

    /// Size of a record in bytes.
    static final int RECORD_BYTES = 40;

    /// A cluster number has 56 bits in the file.
    static final long MAX_CLUSTERS = (1L << 56) - 1;

    public SumsHeader {
        if (Integer.bitCount(clusterBytes) != 1
                || clusterBytes < 512
                || clusterBytes > 2 << 20
                || capacityBytes < 0
                || records < 0
                || records > clusters(capacityBytes, clusterBytes)) {
            throw new IllegalArgumentException(
                    records
                            + " records of clusters of "
                            + clusterBytes
                            + " bytes on a disk of "
                            + capacityBytes);
        }
    }

    /// Number of clusters of the disk, a last partial one included.
    public long clusters() {
        return clusters(capacityBytes, clusterBytes);
    }

    /// How many bytes of the disk lie in a cluster: all of it, except for the last one's.
    public int bytesOf(long index) {
        return (int) Math.min(clusterBytes, capacityBytes - index * clusterBytes);
    }

    /// Size in bytes of a file with this header.
    long fileBytes() {
        return BYTES + records * RECORD_BYTES;
    }

    private static long clusters(long capacityBytes, int clusterBytes) {
        return Math.ceilDiv(capacityBytes, (long) clusterBytes);
    }

    ByteBuffer encoded() {
        return ByteBuffer.allocate(BYTES)
                .putLong(MAGIC)
                .putInt(VERSION)
                .putInt(ALGORITHM_SHA256)
                .putInt(clusterBytes)
                .putInt(RECORD_BYTES)
                .putLong(capacityBytes)
                .putLong(records)
                .position(0)
                .limit(BYTES);
    }

    /// Reads a header of exactly [#BYTES] bytes.
    static SumsHeader decoded(ByteBuffer source) throws SumsFormatException {
        expect("magic", MAGIC, source.getLong());
        expect("version", VERSION, source.getInt());
        expect("algorithm", ALGORITHM_SHA256, source.getInt());
        int clusterBytes = source.getInt();
        expect("record size", RECORD_BYTES, source.getInt());
        long capacityBytes = source.getLong();
        long records = source.getLong();
        for (int i = 0; i < 3; i++) {
            expect("reserved field", 0, source.getLong());
        }
        try {
            return new SumsHeader(clusterBytes, capacityBytes, records);
        } catch (IllegalArgumentException e) {
            throw new SumsFormatException("head of the sums: " + e.getMessage());
        }
    }

    private static void expect(String what, long expected, long found) throws SumsFormatException {
        if (expected != found) {
            throw new SumsFormatException(
                    "head of the sums: "
                            + what
                            + " is 0x"
                            + Long.toHexString(found)
                            + ", expected 0x"
                            + Long.toHexString(expected));
        }
    }
}
