package io.sendense.engine.node.protocol;

import java.nio.ByteBuffer;

/// How [SumRecord]s stand in a stream, big-endian. Stateless.
///
/// ```text
/// "SDSUMS01"                        once, at the beginning
/// 1  cluster u64  SHA-256 (32)      data: 41 bytes
/// 2  first u64    count u64         zeroes: 17 bytes
/// 3                                 nothing: somebody is there, though nothing is to be told
/// 0  records u64                    the end: how many data and zeroes came before
/// ```
///
/// A stream without the end record was cut: the move failed, or the connection.
public final class SumRecordForm {
    static final long MAGIC = 0x5344_5355_4d53_3031L;
    static final byte END = 0;
    static final byte DATA = 1;
    static final byte ZEROES = 2;
    static final byte NOTHING = 3;

    private SumRecordForm() {}

    /// The beginning of every stream.
    public static byte[] beginning() {
        return ByteBuffer.allocate(Long.BYTES).putLong(MAGIC).array();
    }

    public static byte[] encode(SumRecord record) {
        return switch (record) {
            case SumRecord.Data(long cluster, ByteBuffer sum) ->
                    ByteBuffer.allocate(1 + Long.BYTES + SumRecord.SUM_BYTES)
                            .put(DATA)
                            .putLong(cluster)
                            .put(sum.duplicate())
                            .array();
            case SumRecord.Zeroes(long first, long count) ->
                    ByteBuffer.allocate(1 + 2 * Long.BYTES)
                            .put(ZEROES)
                            .putLong(first)
                            .putLong(count)
                            .array();
        };
    }

    /// What may stand between any two records, and says nothing.
    public static byte[] nothing() {
        return new byte[] {NOTHING};
    }

    /// The end of a stream that is complete.
    ///
    /// @param records how many were sent before
    public static byte[] end(long records) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(END).putLong(records).array();
    }
}
