package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The replies of the transmission phase as bytes, in the form that was agreed on (proto.md,
/// "Simple reply message", "Structured reply chunk message", "Extended reply chunk message").
/// Immutable.
record ReplyFormat(NbdHeaders headers) {

    /// A success without content.
    List<ByteBuffer> done(Request request) {
        return headers == NbdHeaders.EXTENDED
                ? List.of(chunk(NbdProtocol.CHUNK_NONE, true, request, 0, 0).flip())
                : List.of(simple(0, request));
    }

    /// A failure, with words where the form has room for them.
    List<ByteBuffer> error(Request request, NbdErrno errno, String text) {
        if (!headers.chunks()) {
            return List.of(simple(errno.code(), request));
        }
        byte[] message = OptionStrings.message(text);
        int length = 6 + message.length;
        ByteBuffer chunk = chunk(NbdProtocol.CHUNK_ERROR, true, request, length, length);
        return List.of(
                chunk.putInt(errno.code()).putShort((short) message.length).put(message).flip());
    }

    /// The whole content of a read as one piece.
    List<ByteBuffer> content(Request request, ByteBuffer data) {
        if (!headers.chunks()) {
            return List.of(simple(0, request), data);
        }
        return List.of(dataHeader(request, request.offset(), data, true), data);
    }

    /// A read in pieces. The last one ends the reply, because all data is at hand: nothing can fail
    /// any more.
    ///
    /// @param pieces in the order in which they are sent
    List<ByteBuffer> content(Request request, List<ReadPiece> pieces) {
        List<ByteBuffer> frames = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = i == pieces.size() - 1;
            switch (pieces.get(i)) {
                case ReadPiece.Hole(long offset, int length) ->
                        frames.add(
                                chunk(NbdProtocol.CHUNK_OFFSET_HOLE, last, request, 12, 12)
                                        .putLong(offset)
                                        .putInt(length)
                                        .flip());
                case ReadPiece.Data(long offset, ByteBuffer data) -> {
                    frames.add(dataHeader(request, offset, data, last));
                    frames.add(data);
                }
            }
        }
        return frames;
    }

    private ByteBuffer dataHeader(Request request, long offset, ByteBuffer data, boolean last) {
        return chunk(NbdProtocol.CHUNK_OFFSET_DATA, last, request, 8 + data.remaining(), 8)
                .putLong(offset)
                .flip();
    }

    /// What contexts say of a range: one chunk each, in order of their numbers.
    List<ByteBuffer> status(Request request, Map<MetaContext, List<StatusRun>> answers) {
        List<ByteBuffer> frames = new ArrayList<>();
        answers.forEach((context, runs) -> {
            boolean last = frames.size() == answers.size() - 1;
            frames.add(
                    headers == NbdHeaders.EXTENDED
                            ? longStatus(request, last, context, runs)
                            : shortStatus(request, last, context, runs));
        });
        return frames;
    }

    private ByteBuffer shortStatus(
            Request request, boolean last, MetaContext context, List<StatusRun> runs) {
        int length = 4 + 8 * runs.size();
        ByteBuffer chunk = chunk(NbdProtocol.CHUNK_BLOCK_STATUS, last, request, length, length);
        chunk.putInt(context.id());
        for (StatusRun run : runs) {
            chunk.putInt((int) run.length()).putInt((int) run.state());
        }
        return chunk.flip();
    }

    private ByteBuffer longStatus(
            Request request, boolean last, MetaContext context, List<StatusRun> runs) {
        int length = 8 + 16 * runs.size();
        ByteBuffer chunk = chunk(NbdProtocol.CHUNK_BLOCK_STATUS_EXT, last, request, length, length);
        chunk.putInt(context.id()).putInt(runs.size());
        for (StatusRun run : runs) {
            chunk.putLong(run.length()).putLong(run.state());
        }
        return chunk.flip();
    }

    private static ByteBuffer simple(int error, Request request) {
        return ByteBuffer.allocate(NbdProtocol.SIMPLE_REPLY_BYTES)
                .putInt(NbdProtocol.SIMPLE_REPLY_MAGIC)
                .putInt(error)
                .putLong(request.cookie())
                .flip();
    }

    /// A chunk's header in a buffer with room for `room` bytes of payload after it.
    private ByteBuffer chunk(int type, boolean last, Request request, int length, int room) {
        short flags = (short) (last ? NbdProtocol.REPLY_FLAG_DONE : 0);
        if (headers == NbdHeaders.EXTENDED) {
            return ByteBuffer.allocate(NbdProtocol.EXTENDED_REPLY_BYTES + room)
                    .putInt(NbdProtocol.EXTENDED_REPLY_MAGIC)
                    .putShort(flags)
                    .putShort((short) type)
                    .putLong(request.cookie())
                    .putLong(request.offset())
                    .putLong(length);
        }
        return ByteBuffer.allocate(NbdProtocol.CHUNK_HEADER_BYTES + room)
                .putInt(NbdProtocol.STRUCTURED_REPLY_MAGIC)
                .putShort(flags)
                .putShort((short) type)
                .putLong(request.cookie())
                .putInt(length);
    }
}
