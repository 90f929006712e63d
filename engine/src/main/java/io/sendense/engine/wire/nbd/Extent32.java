package io.sendense.engine.wire.nbd;

/// The range of a request: its length has 32 bits. Empty only in requests that have no range.
/// Immutable.
record Extent32(long offset, long length) {
    Extent32 {
        if (offset < 0 || length < 0 || length > 0xffff_ffffL) {
            throw new IllegalArgumentException("no range of a request: " + offset + "+" + length);
        }
    }

    static Extent32 none() {
        return new Extent32(0, 0);
    }
}
