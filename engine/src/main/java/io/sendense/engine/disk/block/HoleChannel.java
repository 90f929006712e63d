package io.sendense.engine.disk.block;

import java.io.IOException;

/// What a `FileChannel` may be too: one whose file system makes holes without the operating
/// system's help. Thread-safe.
public interface HoleChannel {
    /// Turns the range into a hole that reads as zeroes; the file keeps its length.
    ///
    /// @return false where that cannot be
    boolean punch(long offset, long length) throws IOException;
}
