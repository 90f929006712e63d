package io.sendense.engine;

import java.time.Instant;

/// How full a repository was at one moment. Immutable.
///
/// @param freeBytes usable bytes of the file system it lies on
/// @param totalBytes size of that file system
/// @param storedBytes of its restore points' layers
public record FillSample(Instant at, long freeBytes, long totalBytes, long storedBytes) {
    /// What is in use on the file system, by whomever.
    public long usedBytes() {
        return totalBytes - freeBytes;
    }
}
