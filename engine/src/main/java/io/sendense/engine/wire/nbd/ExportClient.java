package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An export over one or more connections, for callers that keep to its size and block size. Calls
/// that are longer than a request may be become several requests, spread over the connections in
/// turn. Thread-safe.
///
/// With several connections a flush goes over one of them: the server promised
/// (`NBD_FLAG_CAN_MULTI_CONN`) that it covers what the others completed, and a call to `write`
/// returns only when it is complete.
final class ExportClient implements BlockDevice {
    /// Zeroing a range may take a server as long as writing it, and has to be done in time.
    private static final long ZERO_STEP_BYTES = 256L << 20;

    private static final long STATUS_STEP_BYTES = 1L << 30;
    private static final int ZEROES_BYTES = 1 << 20;

    private final NbdUri uri;
    private final NbdTerms terms;
    private final List<ClientConnection> connections;
    private final long payloadBytes;
    private final AtomicInteger turn = new AtomicInteger();

    /// @param connections at least one, all with these terms; this device closes them
    ExportClient(
            NbdUri uri, List<ClientConnection> connections, NbdTerms terms, int maxPayloadBytes) {
        this.uri = uri;
        this.connections = List.copyOf(connections);
        this.terms = terms;
        long most = Math.min(terms.blockSizes().maximumPayload(), maxPayloadBytes);
        this.payloadBytes = most - most % terms.blockSizes().minimum();
    }

    int connections() {
        return connections.size();
    }

    @Override
    public long size() {
        return terms.size();
    }

    @Override
    public boolean readOnly() {
        return terms.flags().readOnly();
    }

    /// The next connection that is alive; any where none is, to fail with its reason.
    private ClientConnection next() {
        int count = connections.size();
        int first = Math.floorMod(turn.getAndIncrement(), count);
        for (int i = 0; i < count; i++) {
            ClientConnection candidate = connections.get((first + i) % count);
            if (candidate.alive()) {
                return candidate;
            }
        }
        return connections.get(first);
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        int start = target.position();
        pieces(
                offset,
                target.remaining(),
                payloadBytes,
                (connection, range) -> {
                    ByteBuffer piece = slice(target, start, offset, range);
                    return connection.submit(
                            Command.READ,
                            0,
                            range,
                            null,
                            new ReplyContent.Bytes(range.offset(), piece));
                });
        target.position(target.limit());
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        int start = source.position();
        pieces(
                offset,
                source.remaining(),
                payloadBytes,
                (connection, range) ->
                        connection.submit(
                                Command.WRITE,
                                0,
                                range,
                                slice(source, start, offset, range),
                                new ReplyContent.Nothing()));
        source.position(source.limit());
    }

    private static ByteBuffer slice(ByteBuffer buffer, int start, long offset, Extent32 range) {
        return buffer.slice(start + (int) (range.offset() - offset), (int) range.length());
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        if (!terms.flags().canWriteZeroes()) {
            writeZeroes(offset, length);
            return;
        }
        int flags = mode == ZeroMode.KEEP_ALLOCATED ? Command.FLAG_NO_HOLE : 0;
        pieces(
                offset,
                length,
                ZERO_STEP_BYTES,
                (connection, range) ->
                        connection.submit(
                                Command.WRITE_ZEROES,
                                flags,
                                range,
                                null,
                                new ReplyContent.Nothing()));
    }

    private void writeZeroes(long offset, long length) throws IOException {
        int most = (int) Math.min(payloadBytes, ZEROES_BYTES);
        ByteBuffer zeroes = ByteBuffer.allocateDirect((int) Math.min(most, length));
        pieces(
                offset,
                length,
                most,
                (connection, range) ->
                        connection.submit(
                                Command.WRITE,
                                0,
                                range,
                                zeroes.slice(0, (int) range.length()),
                                new ReplyContent.Nothing()));
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        if (!terms.flags().canTrim()) {
            return; // it is a hint
        }
        pieces(
                offset,
                length,
                ZERO_STEP_BYTES,
                (connection, range) ->
                        connection.submit(
                                Command.TRIM, 0, range, null, new ReplyContent.Nothing()));
    }

    @Override
    public void flush() throws IOException {
        if (readOnly()) {
            return;
        }
        if (!terms.flags().canFlush()) {
            throw new IOException(
                    uri + ": the server cannot flush, so nothing says that written data is kept");
        }
        ClientConnection connection = next();
        connection.await(
                connection.submit(
                        Command.FLUSH, 0, Extent32.none(), null, new ReplyContent.Nothing()));
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        if (length == 0) {
            return List.of();
        }
        if (terms.allocationContext().isEmpty()) {
            return List.of(new BlockStatus(new Extent(offset, length), Allocation.DATA));
        }
        List<BlockStatus> found = new ArrayList<>();
        for (long position = offset; position < offset + length; ) {
            long step = Math.min(STATUS_STEP_BYTES, offset + length - position);
            ReplyContent.Statuses statuses = new ReplyContent.Statuses(new Extent(position, step));
            ClientConnection connection = next();
            connection.await(
                    connection.submit(
                            Command.BLOCK_STATUS, 0, new Extent32(position, step), null, statuses));
            found.addAll(statuses.found());
            position = statuses.end();
        }
        return found;
    }

    private void pieces(long offset, long length, long most, RequestPieces.Sender sender)
            throws IOException {
        try (RequestPieces sent = new RequestPieces()) {
            for (long done = 0; done < length; ) {
                long step = Math.min(most, length - done);
                ClientConnection connection = next();
                sent.add(connection, sender.send(connection, new Extent32(offset + done, step)));
                done += step;
            }
            sent.finish();
        }
    }

    @Override
    public void close() {
        connections.forEach(ClientConnection::close);
    }
}
