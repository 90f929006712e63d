package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Executes requests that passed the check, and says what to answer. Thread-safe, as the device is.
final class RequestService {
    private static final Logger LOG = LoggerFactory.getLogger(RequestService.class);

    private final Export export;
    private final BlockDevice device;
    private final ReplyFormat format;
    private final int blockBytes;
    private final int mostRuns;

    /// @param payloadBytes longest payload of a chunk
    RequestService(Export export, NbdHeaders headers, int payloadBytes) {
        this.export = export;
        this.device = export.device();
        this.format = new ReplyFormat(headers);
        this.blockBytes = export.facts().options().minimumBlockBytes();
        this.mostRuns = Math.min(StatusRuns.MOST_RUNS, (payloadBytes - 8) / 16);
    }

    ReplyFormat format() {
        return format;
    }

    /// Executes one request.
    ///
    /// @param contexts what is asked about ranges
    /// @param payload for `WRITE` the bytes, for `READ` the space for them, for `CACHE` some space,
    ///   else null
    /// @return the whole reply, parts of which may be parts of `payload`
    List<ByteBuffer> answer(
            Request request, Set<MetaContext> contexts, @Nullable ByteBuffer payload) {
        try {
            return execute(request, contexts, payload);
        } catch (IOException e) {
            LOG.debug("export '{}': {} failed", export.name(), request, e);
            return failure(request, e);
        } catch (RuntimeException e) {
            LOG.error("export '{}': {} failed", export.name(), request, e);
            return failure(request, e);
        }
    }

    private List<ByteBuffer> failure(Request request, Exception cause) {
        return format.error(request, DeviceFailure.errno(cause), DeviceFailure.text(cause));
    }

    private List<ByteBuffer> execute(
            Request request, Set<MetaContext> contexts, @Nullable ByteBuffer payload)
            throws IOException {
        return switch (Command.of(request.code())) {
            case READ -> read(request, present(payload));
            case WRITE -> {
                device.write(request.offset(), present(payload));
                yield written(request);
            }
            case WRITE_ZEROES -> writeZeroes(request);
            case TRIM -> {
                device.trim(request.offset(), request.length());
                yield written(request);
            }
            case FLUSH -> {
                device.flush();
                yield format.done(request);
            }
            case CACHE -> {
                cache(request, present(payload));
                yield format.done(request);
            }
            case BLOCK_STATUS -> format.status(request, status(request, contexts));
            case DISC -> throw new IllegalArgumentException("DISC has no answer");
            case null -> throw new IllegalArgumentException("command " + request.code());
        };
    }

    private static ByteBuffer present(@Nullable ByteBuffer payload) {
        if (payload == null) {
            throw new IllegalArgumentException("the payload is missing");
        }
        return payload;
    }

    private List<ByteBuffer> written(Request request) throws IOException {
        if (request.has(Command.FLAG_FUA)) {
            device.flush();
        }
        return format.done(request);
    }

    private List<ByteBuffer> writeZeroes(Request request) throws IOException {
        if (request.has(Command.FLAG_FAST_ZERO)
                && export.facts().options().zeroing() != NbdExportOptions.Zeroing.FAST) {
            return format.error(request, NbdErrno.ENOTSUP, "zeroing may be as slow as writing");
        }
        ZeroMode mode =
                request.has(Command.FLAG_NO_HOLE)
                        ? ZeroMode.KEEP_ALLOCATED
                        : ZeroMode.MAY_DEALLOCATE;
        device.zero(request.offset(), request.length(), mode);
        return written(request);
    }

    private List<ByteBuffer> read(Request request, ByteBuffer space) throws IOException {
        if (!format.headers().chunks() || request.has(Command.FLAG_DF)) {
            device.read(request.offset(), space.duplicate());
            return format.content(request, space);
        }
        List<ReadPiece> pieces =
                ReadPiece.cut(request.offset(), space, allocation(request), blockBytes);
        for (ReadPiece piece : pieces) {
            if (piece instanceof ReadPiece.Data(long offset, ByteBuffer bytes)) {
                device.read(offset, bytes.duplicate());
            }
        }
        return format.content(request, pieces);
    }

    /// Reads what is stored in the range and forgets it: files then lie in the system's memory.
    private void cache(Request request, ByteBuffer scratch) throws IOException {
        for (BlockStatus each : allocation(request)) {
            long end = each.allocation() == Allocation.DATA ? each.extent().end() : 0;
            for (long position = each.extent().offset(); position < end; ) {
                int step = (int) Math.min(scratch.capacity(), end - position);
                device.read(position, scratch.clear().limit(step));
                position += step;
            }
        }
    }

    /// Not knowing what is allocated must not fail a read.
    private List<BlockStatus> allocation(Request request) {
        try {
            return device.blockStatus(request.offset(), request.length());
        } catch (IOException e) {
            LOG.debug("export '{}': block status of {} failed", export.name(), request, e);
            return List.of(
                    new BlockStatus(
                            new Extent(request.offset(), request.length()), Allocation.DATA));
        }
    }

    private Map<MetaContext, List<StatusRun>> status(Request request, Set<MetaContext> contexts)
            throws IOException {
        Map<MetaContext, List<StatusRun>> answers = new EnumMap<>(MetaContext.class);
        int most = request.has(Command.FLAG_REQ_ONE) ? 1 : mostRuns;
        for (MetaContext context : contexts) {
            StatusRuns runs = new StatusRuns(StatusSource.of(context, device), blockBytes, most);
            answers.put(context, runs.of(request.offset(), request.length()));
        }
        return answers;
    }
}
