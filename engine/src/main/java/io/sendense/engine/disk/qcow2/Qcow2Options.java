package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.BlockDevice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a new QCOW2 file shall be. Immutable; the `with...` methods give changed copies.
///
/// Files are version 3 with 16-bit refcounts and no extended L2 entries.
///
/// @param size the disk's size in bytes, a multiple of 512: readers count in sectors
/// @param clusterBytes a power of two from 512 to 2 MiB
/// @param compression what compressed clusters would be packed with
public record Qcow2Options(
        long size, int clusterBytes, CompressionType compression, Optional<Backing> backing) {
    /// The cluster size of a repository's layers.
    public static final int DEFAULT_CLUSTER_BYTES = 64 << 10;

    /// The unit of a disk's size.
    public static final int SECTOR_BYTES = 512;

    public Qcow2Options {
        if (size < 0 || size % SECTOR_BYTES != 0) {
            throw new IllegalArgumentException(
                    "disk size " + size + " is no multiple of " + SECTOR_BYTES + " bytes");
        }
        if (Integer.bitCount(clusterBytes) != 1
                || clusterBytes < 1 << Geometry.MIN_CLUSTER_BITS
                || clusterBytes > 1 << Geometry.MAX_CLUSTER_BITS) {
            throw new IllegalArgumentException(
                    "cluster size " + clusterBytes + " is no power of two from 512 to 2097152");
        }
    }

    /// A disk of `size` bytes with 64 KiB clusters, zstd and no backing file: what the repository
    /// writes.
    public static Qcow2Options ofSize(long size) {
        return new Qcow2Options(
                size, DEFAULT_CLUSTER_BYTES, CompressionType.ZSTD, Optional.empty());
    }

    /// `bytes` rounded up to a size a QCOW2 disk can have.
    public static long sizeFor(long bytes) {
        return Math.addExact(bytes, SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    }

    public Qcow2Options withClusterBytes(int bytes) {
        return new Qcow2Options(size, bytes, compression, backing);
    }

    public Qcow2Options withCompression(CompressionType type) {
        return new Qcow2Options(size, clusterBytes, type, backing);
    }

    /// Over a backing file.
    ///
    /// @param name how the header names it: relative to the new file's folder, with `/`
    /// @param format `qcow2` or `raw`
    /// @param device the opened backing file; the image closes it
    public Qcow2Options withBacking(String name, String format, BlockDevice device) {
        return new Qcow2Options(
                size,
                clusterBytes,
                compression,
                Optional.of(new Backing(new BackingName(name, Optional.of(format)), device)));
    }

    /// A backing file by name, and opened.
    public record Backing(BackingName name, BlockDevice device) {
        public Backing {
            int length = name.name().getBytes(StandardCharsets.UTF_8).length;
            if (length == 0 || length > BackingName.MAX_BYTES) {
                throw new IllegalArgumentException(
                        "backing file name of "
                                + length
                                + " bytes, expected 1 to "
                                + BackingName.MAX_BYTES);
            }
        }
    }
}
