package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads what the chunks of replies hold (proto.md, "Structured reply types"). A peer cannot make
/// it take more memory than the requests already did. Confined to one thread.
final class ChunkReader {
    private static final int ZEROES_BYTES = 64 << 10;

    /// A server may describe a range in as many extents as it likes; more are not kept, and are
    /// asked for again.
    private static final int MOST_DESCRIPTORS = 64 << 10;

    private static final ByteBuffer ZEROES =
            ByteBuffer.allocateDirect(ZEROES_BYTES).asReadOnlyBuffer();

    private final LinkInput input;
    private final NbdTerms terms;
    private final String export;

    /// @param export for messages
    ChunkReader(LinkInput input, NbdTerms terms, String export) {
        this.input = input;
        this.terms = terms;
        this.export = export;
    }

    /// Takes the payload of a chunk.
    ///
    /// @param length of the payload
    void take(PendingRequest request, int type, long length) throws IOException {
        ReplyContent reply = request.reply();
        if (type == NbdProtocol.CHUNK_NONE && length == 0) {
            return;
        }
        if (type == NbdProtocol.CHUNK_OFFSET_DATA
                && length > 8
                && reply instanceof ReplyContent.Bytes bytes) {
            input.need(8);
            takeBytes(request, bytes, input.takeLong(), length - 8);
        } else if (type == NbdProtocol.CHUNK_OFFSET_HOLE
                && length == 12
                && reply instanceof ReplyContent.Bytes bytes) {
            input.need(12);
            takeHole(request, bytes, input.takeLong(), input.takeUnsignedInt());
        } else if (type == NbdProtocol.CHUNK_BLOCK_STATUS
                && length >= 12
                && length % 8 == 4
                && reply instanceof ReplyContent.Statuses statuses) {
            takeStatuses(statuses, length);
        } else if (type == NbdProtocol.CHUNK_BLOCK_STATUS_EXT
                && terms.headers() == NbdHeaders.EXTENDED
                && length >= 24
                && length % 16 == 8
                && reply instanceof ReplyContent.Statuses statuses) {
            takeLongStatuses(statuses, length);
        } else {
            throw new NbdProtocolException(
                    export
                            + ": a chunk of type "
                            + type
                            + " with "
                            + length
                            + " bytes is no reply to "
                            + request.request());
        }
    }

    /// Receives into the caller's buffer, or into nothing where the caller has given up.
    void takeBytes(PendingRequest request, ReplyContent.Bytes bytes, long offset, long length)
            throws IOException {
        ByteBuffer place = bytes.place(offset, length);
        if (!request.hold()) {
            input.skip(length);
            return;
        }
        try {
            input.fill(place);
        } finally {
            request.release();
        }
    }

    private static void takeHole(
            PendingRequest request, ReplyContent.Bytes bytes, long offset, long length)
            throws IOException {
        ByteBuffer place = bytes.place(offset, length);
        if (!request.hold()) {
            return;
        }
        try {
            while (place.hasRemaining()) {
                place.put(ZEROES.slice(0, Math.min(ZEROES_BYTES, place.remaining())));
            }
        } finally {
            request.release();
        }
    }

    private void takeStatuses(ReplyContent.Statuses statuses, long length) throws IOException {
        input.need(4);
        boolean wanted = begin(statuses, input.takeInt());
        for (long i = 0; i < (length - 4) / 8; i++) {
            input.need(8);
            long extent = input.takeUnsignedInt();
            long state = input.takeUnsignedInt();
            if (wanted && i < MOST_DESCRIPTORS) {
                statuses.add(extent, state);
            }
        }
    }

    /// As before, with 64 bits each. The number of descriptors may be left out.
    private void takeLongStatuses(ReplyContent.Statuses statuses, long length) throws IOException {
        input.need(8);
        boolean wanted = begin(statuses, input.takeInt());
        long named = input.takeUnsignedInt();
        long count = (length - 8) / 16;
        if (named != 0 && named != count) {
            throw new NbdProtocolException(
                    export + ": " + named + " descriptors named, " + count + " sent");
        }
        for (long i = 0; i < count; i++) {
            input.need(16);
            long extent = input.takeLong();
            long state = input.takeLong();
            if (wanted && i < MOST_DESCRIPTORS) {
                statuses.add(extent, state);
            }
        }
    }

    private boolean begin(ReplyContent.Statuses statuses, int context) throws NbdProtocolException {
        if (!terms.selected(context)) {
            throw new NbdProtocolException(export + ": block status of context " + context);
        }
        return statuses.begin(context);
    }
}
