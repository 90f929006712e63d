package io.sendense.engine.lab.storage;

import io.sendense.engine.lab.content.BaseContent;
import io.sendense.engine.lab.content.DiskLayout;
import io.sendense.engine.lab.content.EmptyContent;
import io.sendense.engine.lab.content.ImageLibrary;
import io.sendense.engine.lab.content.PatternContent;

/// What a lab disk holds from the start. Nothing of it is made before it is first read.
public enum DiskContent {
    /// Zeroes only: costs nothing.
    EMPTY(0),
    /// One block of 64 KiB of bytes at the start of every 16 MiB: costs nothing but time when read.
    PATTERN(0),
    /// The system disk of a database server (`pgtest1`): GPT, EFI system partition, ext4, NTFS, raw
    /// records.
    DATABASE_SYSTEM(101L << 30),
    /// The data disk of a database server: GPT, ext4, raw records.
    DATABASE_DATA(5L << 30),
    /// A small Linux server: GPT, EFI system partition, ext4.
    LINUX(8L << 30),
    /// A Windows desktop: GPT, EFI system partition, NTFS.
    WINDOWS(10L << 30),
    /// An appliance: MBR, FAT16.
    APPLIANCE(256L << 20);

    private final long leastBytes;

    DiskContent(long leastBytes) {
        this.leastBytes = leastBytes;
    }

    /// The smallest capacity that has room for it, in bytes.
    public long leastBytes() {
        return leastBytes;
    }

    /// The bytes themselves, for a disk of `capacityBytes`.
    BaseContent base(long capacityBytes, long seed, ImageLibrary library) {
        return switch (this) {
            case EMPTY -> new EmptyContent();
            case PATTERN -> new PatternContent(capacityBytes, seed);
            case DATABASE_SYSTEM ->
                    DiskLayout.databaseSystem().content(capacityBytes, seed, library);
            case DATABASE_DATA -> DiskLayout.databaseData().content(capacityBytes, seed, library);
            case LINUX -> DiskLayout.linux().content(capacityBytes, seed, library);
            case WINDOWS -> DiskLayout.windows().content(capacityBytes, seed, library);
            case APPLIANCE -> DiskLayout.appliance().content(capacityBytes, seed, library);
        };
    }
}
