package io.sendense.engine.disk.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Random access to the bytes of one disk.
///
/// Offsets and lengths are bytes, any value within `size()` is allowed: a device with a block size
/// of its own does the read-modify-write itself. Every method may be called by several threads at
/// once; overlapping writes that run at the same time leave either's bytes. A range outside of the
/// device is an `IllegalArgumentException`, before anything moves. A call that threw may be
/// repeated: reads, writes, zeroes and trims are idempotent.
///
/// Checked by `BlockDeviceContract`, which every implementation extends.
public interface BlockDevice extends AutoCloseable {

    /// Size in bytes; fixed while the device is open.
    long size();

    /// Whether `write`, `zero` and `trim` are refused with a [ReadOnlyDeviceException].
    boolean readOnly();

    /// Fills `target` from its position to its limit with the bytes at `offset`. Never a short
    /// read; holes read as zeroes.
    ///
    /// @throws IOException the bytes could not be had; how much of `target` was filled is
    ///   undefined, its position too
    void read(long offset, ByteBuffer target) throws IOException;

    /// Writes the bytes between position and limit of `source` at `offset`; its position ends at
    /// its limit.
    ///
    /// @throws IOException the range may be old, new or a mixture; other ranges are untouched
    void write(long offset, ByteBuffer source) throws IOException;

    /// Makes the range read as zeroes without sending them.
    void zero(long offset, long length, ZeroMode mode) throws IOException;

    /// Says that the content of the range no longer matters. What it reads as afterwards is not
    /// defined here.
    void trim(long offset, long length) throws IOException;

    /// Returns when everything accepted before the call is on stable storage.
    void flush() throws IOException;

    /// What is allocated in the range: adjoining, in order, covering exactly `offset .. offset +
    /// length`.
    ///
    /// A device that does not know answers one `DATA` extent. Neighbours of the same kind may come
    /// apart.
    List<BlockStatus> blockStatus(long offset, long length) throws IOException;

    /// Releases the device. Does not promise a flush. Repeatable.
    @Override
    void close() throws IOException;

    /// Throws unless `offset .. offset + length` lies within a device of `size` bytes. A length of
    /// 0 is allowed.
    static void checkRange(long offset, long length, long size) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IllegalArgumentException(
                    "range "
                            + offset
                            + "+"
                            + length
                            + " is outside of a device of "
                            + size
                            + " bytes");
        }
    }
}
