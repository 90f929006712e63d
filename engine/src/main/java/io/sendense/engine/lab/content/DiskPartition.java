package io.sendense.engine.lab.content;

import io.sendense.engine.disk.block.Extent;
import java.util.Optional;

/// A partition of a lab disk. Immutable.
///
/// @param name at most 36 characters; unique on its disk
/// @param extent where it lies: whole MiB, the first MiB left out
/// @param image the file system in it; empty for a raw partition
public record DiskPartition(
        String name, PartitionType type, Extent extent, Optional<ShippedImage> image) {
    private static final long ALIGNMENT_BYTES = 1 << 20;

    public DiskPartition {
        if (name.length() > 36
                || extent.offset() == 0
                || extent.offset() % ALIGNMENT_BYTES != 0
                || extent.length() % ALIGNMENT_BYTES != 0
                || (image.isPresent() && image.get().sizeBytes() != extent.length())) {
            throw new IllegalArgumentException("partition " + name + " at " + extent);
        }
    }

    /// A partition that holds just this image.
    static DiskPartition of(String name, PartitionType type, long offset, ShippedImage image) {
        Extent extent = new Extent(offset, image.sizeBytes());
        return new DiskPartition(name, type, extent, Optional.of(image));
    }

    /// A partition without a file system.
    static DiskPartition raw(String name, long offset, long length) {
        Extent extent = new Extent(offset, length);
        return new DiskPartition(name, PartitionType.RAW, extent, Optional.empty());
    }
}
