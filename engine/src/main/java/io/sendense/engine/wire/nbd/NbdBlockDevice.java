package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// An NBD export as a block device. Thread-safe; many threads calling at once is the fast way to
/// use it, each call being one request in flight.
public final class NbdBlockDevice implements BlockDevice {

    private NbdBlockDevice() {}

    /// Connects and completes the handshake of every connection.
    ///
    /// @throws NbdSizeMismatchException the export has another size than expected
    /// @throws NbdRefusedException the server does not serve this export
    /// @throws NbdProtocolException the peer is not an NBD server this client understands
    /// @throws IOException no connection, or no answer in time
    @SuppressWarnings("DoNotCallSuggester") // until the client is here
    public static NbdBlockDevice connect(NbdUri uri, NbdClientOptions options) throws IOException {
        throw new IOException("connecting to " + uri + " is not supported yet");
    }

    @Override
    public long size() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean readOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flush() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
