package io.sendense.engine.lab.content;

import io.sendense.engine.disk.block.ExtentList;
import java.nio.ByteBuffer;
import java.util.List;

/// The bytes a lab disk starts from: sparse, the same at every reading, never written to.
///
/// Immutable, so any number of threads may read at once. Made lazily where making is dear: the
/// first call may take longer than the others.
public interface BaseContent {
    /// The grain of `allocated()`, and of everything a lab disk keeps: 64 KiB.
    int BLOCK_BYTES = 64 << 10;

    /// Ranges in whole blocks of [#BLOCK_BYTES] outside of which every byte is zero.
    ExtentList allocated();

    /// Fills `target` with the bytes at `offset`. Beyond the last allocated range there is no end,
    /// only zeroes.
    void read(long offset, ByteBuffer target);

    /// The files in its file systems whose bytes a generator makes. None, where there are no file
    /// systems.
    default List<ContentFile> files() {
        return List.of();
    }
}
