package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Executes requests that passed the check, and says what to answer. Thread-safe, as the device is.
final class RequestService {
    private static final Logger LOG = LoggerFactory.getLogger(RequestService.class);

    private final Export export;
    private final BlockDevice device;
    private final ReplyFormat format;

    RequestService(Export export, boolean structuredReplies) {
        this.export = export;
        this.device = export.device();
        this.format = new ReplyFormat(structuredReplies);
    }

    ReplyFormat format() {
        return format;
    }

    /// Executes one request.
    ///
    /// @param payload for `WRITE` the bytes, for `READ` the space for them, else null
    /// @return the whole reply, parts of which may be parts of `payload`
    List<ByteBuffer> answer(Request request, @Nullable ByteBuffer payload) {
        try {
            return execute(request, payload);
        } catch (IOException e) {
            LOG.debug("export '{}': {} failed", export.name(), request, e);
            return failure(request, e);
        } catch (RuntimeException e) {
            LOG.error("export '{}': {} failed", export.name(), request, e);
            return failure(request, e);
        }
    }

    private List<ByteBuffer> failure(Request request, Exception cause) {
        return format.error(
                request.cookie(), DeviceFailure.errno(cause), DeviceFailure.text(cause));
    }

    private List<ByteBuffer> execute(Request request, @Nullable ByteBuffer payload)
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
                yield ReplyFormat.done(request.cookie());
            }
            case BLOCK_STATUS ->
                    ReplyFormat.status(
                            request.cookie(),
                            StatusDescriptors.of(
                                    device,
                                    request.offset(),
                                    request.length(),
                                    request.has(Command.FLAG_REQ_ONE)));
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
        return ReplyFormat.done(request.cookie());
    }

    private List<ByteBuffer> writeZeroes(Request request) throws IOException {
        if (request.has(Command.FLAG_FAST_ZERO)
                && export.options().zeroing() != NbdExportOptions.Zeroing.FAST) {
            return format.error(
                    request.cookie(), NbdErrno.ENOTSUP, "zeroing may be as slow as writing");
        }
        ZeroMode mode =
                request.has(Command.FLAG_NO_HOLE)
                        ? ZeroMode.KEEP_ALLOCATED
                        : ZeroMode.MAY_DEALLOCATE;
        device.zero(request.offset(), request.length(), mode);
        return written(request);
    }

    private List<ByteBuffer> read(Request request, ByteBuffer space) throws IOException {
        if (!format.structured() || request.has(Command.FLAG_DF)) {
            device.read(request.offset(), space.duplicate());
            return format.content(request, space);
        }
        List<ReadPiece> pieces = ReadPiece.cut(request.offset(), space, status(request));
        for (ReadPiece piece : pieces) {
            if (piece instanceof ReadPiece.Data(long offset, ByteBuffer bytes)) {
                device.read(offset, bytes.duplicate());
            }
        }
        return format.content(request, pieces);
    }

    /// Not knowing what is allocated must not fail a read.
    private List<BlockStatus> status(Request request) {
        try {
            return device.blockStatus(request.offset(), request.length());
        } catch (IOException e) {
            LOG.debug("export '{}': block status of {} failed", export.name(), request, e);
            return List.of(
                    new BlockStatus(
                            new Extent(request.offset(), request.length()),
                            io.sendense.engine.disk.block.Allocation.DATA));
        }
    }
}
