package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An export over one or more connections, for callers that keep to its size and block size. Calls
/// that are longer than a request may be become several requests, spread over the connections in
/// turn. Thread-safe.
///
/// With several connections a flush goes over one of them: the server promised
/// (`NBD_FLAG_CAN_MULTI_CONN`) that it covers what the others completed, and a call to `write`
/// returns only when it is complete.
final class ExportClient implements ExportCalls {
    /// Zeroing a range may take a server as long as writing it, and has to be done in time.
    private static final long ZERO_STEP_BYTES = 256L << 20;

    private static final long CACHE_STEP_BYTES = 1L << 20;
    private static final int ZEROES_BYTES = 1 << 20;

    private final NbdUri uri;
    private final NbdTerms terms;
    private final List<ClientConnection> connections;
    private final long payloadBytes;
    private final StatusQuestions questions = new StatusQuestions(this::next);
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

    @Override
    public int connections() {
        return connections.size();
    }

    @Override
    public NbdTerms terms() {
        return terms;
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
        read(offset, target, 0);
    }

    @Override
    public void read(long offset, ByteBuffer target, int flags) throws IOException {
        int start = target.position();
        pieces(
                offset,
                target.remaining(),
                payloadBytes,
                (connection, range) -> {
                    ByteBuffer piece = slice(target, start, offset, range);
                    return connection.submit(
                            Command.READ,
                            flags,
                            range,
                            null,
                            new ReplyContent.Bytes(range.offset(), piece));
                });
        target.position(target.limit());
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        write(offset, source, 0);
    }

    @Override
    public void write(long offset, ByteBuffer source, int flags) throws IOException {
        int start = source.position();
        pieces(
                offset,
                source.remaining(),
                payloadBytes,
                (connection, range) ->
                        connection.submit(
                                Command.WRITE,
                                flags,
                                range,
                                slice(source, start, offset, range),
                                new ReplyContent.Nothing()));
        source.position(source.limit());
    }

    private static ByteBuffer slice(ByteBuffer buffer, int start, long offset, RequestRange range) {
        return buffer.slice(start + (int) (range.offset() - offset), (int) range.length());
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        if (!terms.flags().canWriteZeroes()) {
            writeZeroes(offset, length);
            return;
        }
        ranges(
                Command.WRITE_ZEROES,
                mode == ZeroMode.KEEP_ALLOCATED ? Command.FLAG_NO_HOLE : 0,
                offset,
                length,
                ZERO_STEP_BYTES);
    }

    /// Sends a command without content for a range, in steps.
    private void ranges(Command command, int flags, long offset, long length, long step)
            throws IOException {
        pieces(
                offset,
                length,
                step,
                (connection, range) ->
                        connection.submit(command, flags, range, null, new ReplyContent.Nothing()));
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
        ranges(Command.TRIM, 0, offset, length, ZERO_STEP_BYTES);
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
                        Command.FLUSH, 0, RequestRange.none(), null, new ReplyContent.Nothing()));
    }

    @Override
    public boolean zeroFast(long offset, long length) throws IOException {
        if (!terms.flags().canZeroFast()) {
            return false;
        }
        try {
            ranges(Command.WRITE_ZEROES, Command.FLAG_FAST_ZERO, offset, length, ZERO_STEP_BYTES);
            return true;
        } catch (NbdErrorException e) {
            if (e.errno() == NbdErrno.ENOTSUP) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        if (terms.flags().canCache()) {
            ranges(Command.CACHE, 0, offset, length, Math.min(CACHE_STEP_BYTES, payloadBytes));
        }
    }

    @Override
    public List<StatusRun> someStatus(MetaContext context, int flags, long offset, long length)
            throws IOException {
        return questions.some(context, flags, offset, length);
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        return questions.allocation(offset, length);
    }

    @Override
    public List<AllocationDepth> allocationDepth(long offset, long length) throws IOException {
        return questions.depth(offset, length);
    }

    private void pieces(long offset, long length, long most, RequestPieces.Sender sender)
            throws IOException {
        try (RequestPieces sent = new RequestPieces()) {
            for (long done = 0; done < length; ) {
                long step = Math.min(most, length - done);
                ClientConnection connection = next();
                sent.add(
                        connection, sender.send(connection, new RequestRange(offset + done, step)));
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
