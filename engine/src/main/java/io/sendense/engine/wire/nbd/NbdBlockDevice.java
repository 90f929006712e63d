package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.LayeredDevice;
import io.sendense.engine.disk.block.ReadOnlyDeviceException;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An NBD export as a block device. Thread-safe; many threads calling at once is the fast way to
/// use it, each call being one request in flight. Direct buffers go out and come in without a copy.
///
/// A call that is interrupted fails with `InterruptedIOException` and leaves the connection to the
/// others. A connection that breaks fails the calls it carries with [NbdDisconnectedException];
/// later ones use the connections that are left. With [NbdReconnect] it does not: the calls wait
/// for the server to come back.
public final class NbdBlockDevice implements BlockDevice {
    private final NbdUri uri;
    private final NbdTerms terms;
    private final ExportCalls client;
    private final BlockDevice blocks;

    private NbdBlockDevice(NbdUri uri, ExportCalls client) {
        this.uri = uri;
        this.terms = client.terms();
        this.client = client;
        int minimum = terms.blockSizes().minimum();
        this.blocks = minimum == 1 ? client : new WholeBlocks(client, minimum);
    }

    /// Connects and completes the handshake of every connection.
    ///
    /// @throws NbdSizeMismatchException the export has another size than expected
    /// @throws NbdRefusedException the server does not serve this export
    /// @throws NbdProtocolException the peer is not an NBD server this client understands
    /// @throws java.net.ConnectException nobody listens there
    /// @throws NbdDisconnectedException no complete answer to the handshake in time
    /// @throws IOException anything else that keeps the connection from being made
    public static NbdBlockDevice connect(NbdUri uri, NbdClientOptions options) throws IOException {
        Dialer dialer = new Dialer(uri, options);
        ExportClient first = dialer.dial(Optional.empty());
        ExportCalls calls =
                options.reconnect().isEmpty()
                        ? first
                        : new ReconnectingExport(dialer, options.reconnect().get(), first);
        return new NbdBlockDevice(uri, calls);
    }

    /// Asks a server which exports it has.
    ///
    /// @param server any URI of it; the export name in it is of no meaning
    /// @throws NbdRefusedException it tells nobody
    public static List<NbdExportEntry> exports(NbdUri server, NbdClientOptions options)
            throws IOException {
        return ClientConnection.list(server, options);
    }

    /// What client and server agreed on.
    public NbdTerms terms() {
        return terms;
    }

    /// How many connections are in use.
    public int connections() throws IOException {
        return client.connections();
    }

    /// What the server can do beyond a block device.
    public NbdRequests requests() {
        return new NbdRequests(client);
    }

    /// Which file of the server's chain holds what; nothing where that was not asked for
    /// ([NbdClientOptions.Ask#ALLOCATION_DEPTH]) or the server does not know.
    public Optional<LayeredDevice> layers() {
        return terms.depthContext().isPresent() ? Optional.of(this::depth) : Optional.empty();
    }

    private List<AllocationDepth> depth(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        int block = terms.blockSizes().minimum();
        long from = offset & -block;
        long to = (offset + length + block - 1) & -block;
        List<AllocationDepth> clipped = new ArrayList<>();
        for (AllocationDepth each : client.allocationDepth(from, to - from)) {
            long start = Math.max(offset, each.extent().offset());
            long end = Math.min(offset + length, each.extent().end());
            if (start < end) {
                clipped.add(new AllocationDepth(Extent.between(start, end), each.depth()));
            }
        }
        return clipped;
    }

    @Override
    public long size() {
        return terms.size();
    }

    @Override
    public boolean readOnly() {
        return terms.flags().readOnly();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        BlockDevice.checkRange(offset, target.remaining(), size());
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the target of a read is a read-only buffer");
        }
        blocks.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        requireWritable(offset, source.remaining());
        blocks.write(offset, source);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        requireWritable(offset, length);
        blocks.zero(offset, length, mode);
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        requireWritable(offset, length);
        blocks.trim(offset, length);
    }

    private void requireWritable(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        if (readOnly()) {
            throw new ReadOnlyDeviceException(uri.toString());
        }
    }

    @Override
    public void flush() throws IOException {
        blocks.flush();
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        return blocks.blockStatus(offset, length);
    }

    /// Says goodbye to the server and closes the connections. Calls still running fail. Does not
    /// flush.
    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
