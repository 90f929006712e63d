package io.sendense.engine.wire.nbd;

/// The 16 bits in which a server tells what an export can do (proto.md, "Transmission flags").
/// Unknown bits are kept and ignored. Immutable.
public record TransmissionFlags(int bits) {
    static final int HAS_FLAGS = 1;
    static final int READ_ONLY = 1 << 1;
    static final int SEND_FLUSH = 1 << 2;
    static final int SEND_FUA = 1 << 3;
    static final int SEND_TRIM = 1 << 5;
    static final int SEND_WRITE_ZEROES = 1 << 6;
    static final int SEND_DF = 1 << 7;
    static final int CAN_MULTI_CONN = 1 << 8;
    static final int SEND_CACHE = 1 << 10;
    static final int SEND_FAST_ZERO = 1 << 11;
    static final int BLOCK_STATUS_PAYLOAD = 1 << 12;

    /// Writes are refused.
    public boolean readOnly() {
        return has(READ_ONLY);
    }

    /// The server can be told to make what it accepted durable.
    public boolean canFlush() {
        return has(SEND_FLUSH);
    }

    public boolean canTrim() {
        return has(SEND_TRIM);
    }

    public boolean canWriteZeroes() {
        return has(SEND_WRITE_ZEROES);
    }

    /// A write can be told to be durable before it is answered.
    public boolean canForceUnitAccess() {
        return has(SEND_FUA);
    }

    /// A read can be told to come in one piece.
    public boolean canReadInOnePiece() {
        return has(SEND_DF);
    }

    /// The server can be told which range will be read next.
    public boolean canCache() {
        return has(SEND_CACHE);
    }

    /// Zeroing can be told to be fast or to fail.
    public boolean canZeroFast() {
        return has(SEND_FAST_ZERO);
    }

    /// The server can be told which metadata contexts to answer.
    public boolean canChooseContexts() {
        return has(BLOCK_STATUS_PAYLOAD);
    }

    /// What one connection wrote and flushed, every other one sees.
    public boolean canMultiConn() {
        return has(CAN_MULTI_CONN);
    }

    private boolean has(int flag) {
        return (bits & flag) != 0;
    }
}
