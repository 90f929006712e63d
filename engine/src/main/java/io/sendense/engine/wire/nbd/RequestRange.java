package io.sendense.engine.wire.nbd;

/// The range of a request. Empty only in requests that have no range. Immutable.
record RequestRange(long offset, long length) {
    RequestRange {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no range of a request: " + offset + "+" + length);
        }
    }

    static RequestRange none() {
        return new RequestRange(0, 0);
    }
}
