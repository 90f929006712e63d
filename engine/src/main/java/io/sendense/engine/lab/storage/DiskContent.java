package io.sendense.engine.lab.storage;

import io.sendense.engine.lab.content.BaseContent;
import io.sendense.engine.lab.content.EmptyContent;
import io.sendense.engine.lab.content.PatternContent;

/// What a lab disk holds from the start. Nothing of it is made before it is first read.
public enum DiskContent {
    /// Zeroes only: costs nothing.
    EMPTY(0),
    /// One block of 64 KiB of bytes at the start of every 16 MiB: costs nothing but time when read.
    PATTERN(0);

    private final long leastBytes;

    DiskContent(long leastBytes) {
        this.leastBytes = leastBytes;
    }

    /// The smallest capacity that has room for it, in bytes.
    public long leastBytes() {
        return leastBytes;
    }

    /// The bytes themselves, for a disk of `capacityBytes`.
    BaseContent base(long capacityBytes, long seed) {
        return switch (this) {
            case EMPTY -> new EmptyContent();
            case PATTERN -> new PatternContent(capacityBytes, seed);
        };
    }
}
