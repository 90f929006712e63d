package io.sendense.engine.repository.sums;

/// How a layer defines a cluster.
public enum SumKind {
    /// Bytes are stored.
    DATA(1),
    /// Stored as explicitly zero.
    ZERO(2);

    private final byte code;

    SumKind(int code) {
        this.code = (byte) code;
    }

    /// The value in a `.sums` file.
    byte code() {
        return code;
    }

    /// The kind with this code.
    static SumKind ofCode(int code) throws SumsFormatException {
        return switch (code) {
            case 1 -> DATA;
            case 2 -> ZERO;
            default -> throw new SumsFormatException("kind " + code + " of a sum is not 1 or 2");
        };
    }
}
