package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.FileCache;

/// What an image and all the files it is backed by keep in memory of what they have read, however
/// large the disks and however long the chain. Thread-safe.
///
/// Together with the changed pages of the one writable file (`MetadataPages#MAX_DIRTY_BYTES`, twice
/// while they are written) this is all.
///
/// @param pages unchanged table pages, by their offset; 32 MiB: L2 tables for 256 GiB of disk with
///   64 KiB clusters
/// @param unpacked compressed clusters, by their L2 entry; small reads ask for the same one again
///   and again; 4 MiB: two of the largest
record ChainCaches(FileCache<MetadataPage> pages, FileCache<byte[]> unpacked) {
    private static final long MAX_PAGE_BYTES = 32 << 20;
    private static final long MAX_UNPACKED_BYTES = 4 << 20;

    ChainCaches() {
        this(
                new FileCache<>(MAX_PAGE_BYTES, page -> page.bytes().capacity()),
                new FileCache<>(MAX_UNPACKED_BYTES, content -> content.length));
    }
}
