package io.sendense.engine.disk.vmdk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// One extent of a disk, opened. Offsets count from the extent's first byte; callers have checked
/// them. Thread-safe.
sealed interface VmdkExtent extends AutoCloseable
        permits FlatExtent, RedoExtent, SparseExtent, ZeroExtent {
    /// Bytes of the disk it makes up.
    long size();

    /// Fills `target` with the bytes at `offset`.
    ///
    /// @param missing asked for what is not stored here
    void read(long offset, ByteBuffer target, Missing missing) throws IOException;

    /// What is stored here of a range: adjoining, in order, covering exactly the range.
    void runs(long offset, long length, Consumer<VmdkRun> target) throws IOException;

    /// The files behind it, for a description.
    List<Path> files();

    @Override
    void close() throws IOException;

    /// Supplies what an extent does not hold.
    @FunctionalInterface
    interface Missing {
        /// Fills `target` with the bytes at `offset` of the extent.
        void read(long offset, ByteBuffer target) throws IOException;
    }
}
