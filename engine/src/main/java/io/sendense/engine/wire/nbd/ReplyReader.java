package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/// Reads the replies of one connection and completes the requests they belong to, in whatever order
/// they come (proto.md, "Simple reply message", "Structured reply chunk message"). A peer cannot
/// make it take more memory than the requests already did. Confined to one thread.
final class ReplyReader {
    private static final int ZEROES_BYTES = 64 << 10;

    /// A server may describe a range in as many extents as it likes; more are not kept, and are
    /// asked for again.
    private static final int MOST_DESCRIPTORS = 64 << 10;

    private static final ByteBuffer ZEROES =
            ByteBuffer.allocateDirect(ZEROES_BYTES).asReadOnlyBuffer();

    private final LinkInput input;
    private final NbdTerms terms;
    private final Map<Long, PendingRequest> pending;
    private final String export;

    /// @param pending by cookie; a request is taken out when its reply is complete
    /// @param export for messages
    ReplyReader(LinkInput input, NbdTerms terms, Map<Long, PendingRequest> pending, String export) {
        this.input = input;
        this.terms = terms;
        this.pending = pending;
        this.export = export;
    }

    /// Reads replies until the server closes the connection.
    void run() throws IOException {
        while (input.arrives(NbdProtocol.SIMPLE_REPLY_BYTES)) {
            int magic = input.takeInt();
            switch (magic) {
                case NbdProtocol.SIMPLE_REPLY_MAGIC -> takeSimple();
                case NbdProtocol.STRUCTURED_REPLY_MAGIC -> takeChunk();
                default ->
                        throw new NbdProtocolException(
                                export + ": a reply begins with 0x" + Integer.toHexString(magic));
            }
        }
    }

    private PendingRequest pending(long cookie) throws NbdProtocolException {
        PendingRequest request = pending.get(cookie);
        if (request == null) {
            throw new NbdProtocolException(
                    export + ": a reply to cookie " + cookie + ", which nobody sent");
        }
        return request;
    }

    private void done(PendingRequest request) {
        pending.remove(request.request().cookie());
        request.complete(null);
    }

    private void takeSimple() throws IOException {
        int error = input.takeInt();
        PendingRequest request = pending(input.takeLong());
        if (error != 0) {
            request.complete(failure(request, error, ""));
        } else {
            switch (request.reply()) {
                case ReplyContent.Nothing _ -> {
                    // It worked.
                }
                case ReplyContent.Bytes bytes -> {
                    if (terms.headers().chunks()) {
                        throw new NbdProtocolException(
                                export + ": a simple reply to " + request.request());
                    }
                    takeBytes(request, bytes, request.request().offset(), bytes.length());
                }
                case ReplyContent.Statuses _ ->
                        throw new NbdProtocolException(
                                export + ": a simple reply to " + request.request());
            }
        }
        done(request);
    }

    private void takeChunk() throws IOException {
        input.need(NbdProtocol.CHUNK_HEADER_BYTES - 4);
        int flags = input.takeShort();
        int type = input.takeShort();
        PendingRequest request = pending(input.takeLong());
        long length = input.takeUnsignedInt();
        if (!terms.headers().chunks()) {
            throw new NbdProtocolException(
                    export + ": a structured reply, agreed were simple ones");
        }
        if ((type & NbdProtocol.CHUNK_ERROR_BIT) != 0) {
            takeError(request, length);
        } else {
            takeContent(request, type, length);
        }
        if ((flags & NbdProtocol.REPLY_FLAG_DONE) != 0) {
            finish(request);
        } else if (type == NbdProtocol.CHUNK_NONE) {
            throw new NbdProtocolException(export + ": an empty chunk that does not end its reply");
        }
    }

    private void takeContent(PendingRequest request, int type, long length) throws IOException {
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
    private void takeBytes(
            PendingRequest request, ReplyContent.Bytes bytes, long offset, long length)
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
        int context = input.takeInt();
        if (!terms.selected(context)) {
            throw new NbdProtocolException(export + ": block status of context " + context);
        }
        boolean wanted = statuses.begin(context);
        long count = (length - 4) / 8;
        for (long i = 0; i < count; i++) {
            input.need(8);
            long extent = input.takeUnsignedInt();
            long state = input.takeUnsignedInt();
            if (wanted && i < MOST_DESCRIPTORS) {
                statuses.add(extent, state);
            }
        }
    }

    private void takeError(PendingRequest request, long length) throws IOException {
        if (length < 6) {
            throw new NbdProtocolException(export + ": an error chunk of " + length + " bytes");
        }
        input.need(6);
        int error = input.takeInt();
        int words = input.takeShort();
        if (words > length - 6 || words > NbdProtocol.MAX_STRING_BYTES) {
            throw new NbdProtocolException(
                    export + ": an error text of " + words + " bytes in a chunk of " + length);
        }
        String text = new String(input.takeBytes(words), java.nio.charset.StandardCharsets.UTF_8);
        input.skip(length - 6 - words);
        request.complete(failure(request, error, text));
    }

    private void finish(PendingRequest request) throws IOException {
        if (!request.failed()) {
            switch (request.reply()) {
                case ReplyContent.Nothing _ -> {
                    // It worked.
                }
                case ReplyContent.Bytes bytes -> bytes.requireComplete();
                case ReplyContent.Statuses statuses -> statuses.requireSome();
            }
        }
        done(request);
    }

    private NbdErrorException failure(PendingRequest request, int error, String text) {
        return new NbdErrorException(
                error,
                export
                        + ": the server answers "
                        + NbdErrno.of(error)
                        + " to "
                        + request.request()
                        + (text.isEmpty() ? "" : ": " + text));
    }
}
