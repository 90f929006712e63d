package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Asks an export about ranges, as often as it takes until all of a range is told. Thread-safe.
final class StatusQuestions {
    /// Asked for at once where lengths have 32 bits.
    private static final long STEP_BYTES = 1L << 30;

    private final Supplier<ClientConnection> connections;

    /// @param connections gives the connection for the next request
    StatusQuestions(Supplier<ClientConnection> connections) {
        this.connections = connections;
    }

    /// What is allocated: all of it where the server does not tell.
    List<BlockStatus> allocation(long offset, long length) throws IOException {
        if (length == 0) {
            return List.of();
        }
        List<StatusRun> runs = all(MetaContext.ALLOCATION, offset, length);
        if (runs.isEmpty()) {
            return List.of(new BlockStatus(new Extent(offset, length), Allocation.DATA));
        }
        return runs.stream().map(StatusSource::blockStatus).toList();
    }

    /// Which file of a chain holds what.
    ///
    /// @throws IOException the server does not tell
    List<AllocationDepth> depth(long offset, long length) throws IOException {
        if (length == 0) {
            return List.of();
        }
        List<StatusRun> runs = all(MetaContext.DEPTH, offset, length);
        if (runs.isEmpty()) {
            throw new IOException("the server does not tell which file holds what");
        }
        List<AllocationDepth> depths = new ArrayList<>();
        for (StatusRun run : runs) {
            depths.add(StatusSource.depth(run));
        }
        return depths;
    }

    /// What a context says of a range, in order, covering exactly the range; nothing where the
    /// server was not asked for that context or does not know it.
    private List<StatusRun> all(MetaContext context, long offset, long length) throws IOException {
        List<StatusRun> found = new ArrayList<>();
        for (long position = offset; position < offset + length; ) {
            List<StatusRun> more = some(context, 0, position, offset + length - position);
            if (more.isEmpty()) {
                return List.of();
            }
            found.addAll(more);
            position = more.getLast().end();
        }
        return found;
    }

    /// What a context says of the beginning of a range.
    ///
    /// @param flags of the command
    /// @return as `all`, but covering only a part of the range where the server told no more
    List<StatusRun> some(MetaContext context, int flags, long offset, long length)
            throws IOException {
        ClientConnection connection = connections.get();
        OptionalInt number = connection.terms().context(context);
        if (number.isEmpty()) {
            return List.of();
        }
        NbdTerms terms = connection.terms();
        boolean longer = terms.headers() == NbdHeaders.EXTENDED;
        long asked = longer ? length : Math.min(length, STEP_BYTES);
        ReplyContent.Statuses statuses =
                new ReplyContent.Statuses(new Extent(offset, asked), number.getAsInt());
        RequestRange range = new RequestRange(offset, asked);
        ByteBuffer filter = null;
        if (terms.flags().canChooseContexts() && longer && terms.contexts() > 1) {
            filter = ContextFilter.encode(asked, number.getAsInt());
            range = new RequestRange(offset, filter.remaining());
        }
        connection.await(connection.submit(Command.BLOCK_STATUS, flags, range, filter, statuses));
        return statuses.found();
    }
}
