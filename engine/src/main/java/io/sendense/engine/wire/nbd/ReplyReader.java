package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.util.Map;

/// Reads the replies of one connection and completes the requests they belong to, in whatever order
/// they come (proto.md, "Simple reply message", "Structured reply chunk message", "Extended reply
/// chunk message"). Confined to one thread.
final class ReplyReader {
    private final LinkInput input;
    private final NbdTerms terms;
    private final Map<Long, PendingRequest> pending;
    private final String export;
    private final ChunkReader chunks;

    /// @param pending by cookie; a request is taken out when its reply is complete
    /// @param export for messages
    ReplyReader(LinkInput input, NbdTerms terms, Map<Long, PendingRequest> pending, String export) {
        this.input = input;
        this.terms = terms;
        this.pending = pending;
        this.export = export;
        this.chunks = new ChunkReader(input, terms, export);
    }

    /// Reads replies until the server closes the connection.
    void run() throws IOException {
        while (input.arrives(NbdProtocol.SIMPLE_REPLY_BYTES)) {
            int magic = input.takeInt();
            boolean extended = terms.headers() == NbdHeaders.EXTENDED;
            if (extended && magic == NbdProtocol.EXTENDED_REPLY_MAGIC) {
                takeExtended();
            } else if (!extended && magic == NbdProtocol.SIMPLE_REPLY_MAGIC) {
                takeSimple();
            } else if (!extended && magic == NbdProtocol.STRUCTURED_REPLY_MAGIC) {
                takeChunk();
            } else {
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
                    chunks.takeBytes(request, bytes, request.request().offset(), bytes.length());
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
        take(request, flags, type, length);
    }

    private void takeExtended() throws IOException {
        input.need(NbdProtocol.EXTENDED_REPLY_BYTES - 4);
        int flags = input.takeShort();
        int type = input.takeShort();
        PendingRequest request = pending(input.takeLong());
        long offset = input.takeLong();
        long length = input.takeLong();
        if (offset != request.request().offset()) {
            throw new NbdProtocolException(
                    export
                            + ": a reply to "
                            + request.request()
                            + " names offset "
                            + Long.toUnsignedString(offset));
        }
        if (length < 0 || length > 0xffff_ffffL) {
            throw new NbdProtocolException(
                    export + ": a chunk of " + Long.toUnsignedString(length) + " bytes");
        }
        take(request, flags, type, length);
    }

    private void take(PendingRequest request, int flags, int type, long length) throws IOException {
        if ((type & NbdProtocol.CHUNK_ERROR_BIT) != 0) {
            takeError(request, length);
        } else {
            chunks.take(request, type, length);
        }
        if ((flags & NbdProtocol.REPLY_FLAG_DONE) != 0) {
            finish(request);
        } else if (type == NbdProtocol.CHUNK_NONE) {
            throw new NbdProtocolException(export + ": an empty chunk that does not end its reply");
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
