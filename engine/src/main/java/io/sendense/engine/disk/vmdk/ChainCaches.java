package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.FileCache;

/// What a disk and all its parents keep in memory, however many files they are in. Thread-safe.
///
/// @param redo directories and tables of ESXi redo logs; 8 MiB
/// @param grains unpacked grains, by the sector of the extent that they begin; small reads ask for
///   the same one again and again; 4 MiB
record ChainCaches(TableCache tables, RedoLogCache redo, FileCache<byte[]> grains) {
    private static final long MAX_GRAIN_BYTES = 4 << 20;

    ChainCaches() {
        this(
                new TableCache(),
                new RedoLogCache(),
                new FileCache<>(MAX_GRAIN_BYTES, content -> content.length));
    }
}
