package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The replies of the transmission phase as bytes, in the one or the other form (proto.md, "Simple
/// reply message", "Structured reply chunk message"). Immutable.
///
/// @param structured whether the client understands the second form
record ReplyFormat(boolean structured) {

    /// A success without content, which may always be a simple reply.
    static List<ByteBuffer> done(long cookie) {
        return List.of(simple(0, cookie));
    }

    /// A failure, with words where the form has room for them.
    List<ByteBuffer> error(long cookie, NbdErrno errno, String text) {
        if (!structured) {
            return List.of(simple(errno.code(), cookie));
        }
        byte[] message = OptionStrings.message(text);
        int length = 6 + message.length;
        ByteBuffer chunk = chunk(NbdProtocol.CHUNK_ERROR, true, cookie, length, length);
        return List.of(
                chunk.putInt(errno.code()).putShort((short) message.length).put(message).flip());
    }

    /// The whole content of a read as one piece.
    List<ByteBuffer> content(Request request, ByteBuffer data) {
        if (!structured) {
            return List.of(simple(0, request.cookie()), data);
        }
        return List.of(dataHeader(request.cookie(), request.offset(), data, true), data);
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
                                chunk(NbdProtocol.CHUNK_OFFSET_HOLE, last, request.cookie(), 12, 12)
                                        .putLong(offset)
                                        .putInt(length)
                                        .flip());
                case ReadPiece.Data(long offset, ByteBuffer data) -> {
                    frames.add(dataHeader(request.cookie(), offset, data, last));
                    frames.add(data);
                }
            }
        }
        return frames;
    }

    private static ByteBuffer dataHeader(long cookie, long offset, ByteBuffer data, boolean last) {
        return chunk(NbdProtocol.CHUNK_OFFSET_DATA, last, cookie, 8 + data.remaining(), 8)
                .putLong(offset)
                .flip();
    }

    /// What is allocated, as one chunk.
    ///
    /// @param descriptors pairs of length and state as on the wire
    static List<ByteBuffer> status(long cookie, ByteBuffer descriptors) {
        int length = 4 + descriptors.remaining();
        return List.of(
                chunk(NbdProtocol.CHUNK_BLOCK_STATUS, true, cookie, length, length)
                        .putInt(MetaContextQuery.ALLOCATION_ID)
                        .put(descriptors)
                        .flip());
    }

    private static ByteBuffer simple(int error, long cookie) {
        return ByteBuffer.allocate(NbdProtocol.SIMPLE_REPLY_BYTES)
                .putInt(NbdProtocol.SIMPLE_REPLY_MAGIC)
                .putInt(error)
                .putLong(cookie)
                .flip();
    }

    /// A chunk's header in a buffer with room for `room` bytes of payload after it.
    private static ByteBuffer chunk(int type, boolean last, long cookie, int length, int room) {
        return ByteBuffer.allocate(NbdProtocol.CHUNK_HEADER_BYTES + room)
                .putInt(NbdProtocol.STRUCTURED_REPLY_MAGIC)
                .putShort((short) (last ? NbdProtocol.REPLY_FLAG_DONE : 0))
                .putShort((short) type)
                .putLong(cookie)
                .putInt(length);
    }
}
