package io.sendense.engine.wire.nbd;

/// A range of an export and what a metadata context says of it. Immutable.
///
/// @param state the flags of the context, 32 bits unless the context says otherwise
record StatusRun(long offset, long length, long state) {
    long end() {
        return offset + length;
    }
}
