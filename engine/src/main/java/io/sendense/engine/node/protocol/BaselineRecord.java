package io.sendense.engine.node.protocol;

import java.nio.ByteBuffer;

/// What a baseline export holds of each cluster of a disk, at `cluster * 33`: one byte that is the
/// kind, and 32 that are a SHA-256. The export is as long as all records of the disk. Stateless.
///
/// ```text
/// 0  32 zero bytes    the target shows zeroes there, as nothing was ever stored
/// 1  SHA-256          of the content that the target shows, padded with zeroes at the disk's end
/// 2  32 zero bytes    the target shows zeroes there
/// ```
public final class BaselineRecord {
    public static final int BYTES = 1 + SumRecord.SUM_BYTES;

    public static final byte ABSENT = 0;
    public static final byte DATA = 1;
    public static final byte ZERO = 2;

    private BaselineRecord() {}

    /// Size in bytes of the export for a disk.
    public static long exportBytes(long capacityBytes) {
        return Math.ceilDiv(capacityBytes, ExtentPlan.CLUSTER_BYTES) * BYTES;
    }

    /// Puts the record of a cluster that holds data.
    public static void putData(ByteBuffer target, byte[] sum) {
        target.put(DATA).put(sum, 0, SumRecord.SUM_BYTES);
    }

    /// Puts the record of a cluster that reads as zeroes.
    public static void putZero(ByteBuffer target) {
        target.put(ZERO).put(new byte[SumRecord.SUM_BYTES]);
    }

    /// Puts the record of a cluster that was never stored.
    public static void putAbsent(ByteBuffer target) {
        target.put(ABSENT).put(new byte[SumRecord.SUM_BYTES]);
    }
}
