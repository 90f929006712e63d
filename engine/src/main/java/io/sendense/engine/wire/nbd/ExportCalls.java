package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// What can be asked of an export, for callers that keep to its size and block size. Thread-safe.
interface ExportCalls extends BlockDevice {
    NbdTerms terms();

    /// How many connections are in use.
    int connections() throws IOException;

    /// As `read`, with these command flags.
    void read(long offset, ByteBuffer target, int flags) throws IOException;

    /// As `write`, with these command flags.
    void write(long offset, ByteBuffer source, int flags) throws IOException;

    /// Zeroes a range if that is fast.
    ///
    /// @return false where the server says that it is not
    boolean zeroFast(long offset, long length) throws IOException;

    /// Says that the range will be read soon.
    void cache(long offset, long length) throws IOException;

    /// What a context says of the beginning of a range; nothing where the server does not tell.
    ///
    /// @param flags of the command
    List<StatusRun> someStatus(MetaContext context, int flags, long offset, long length)
            throws IOException;

    /// As [io.sendense.engine.disk.block.LayeredDevice] says.
    List<AllocationDepth> allocationDepth(long offset, long length) throws IOException;
}
