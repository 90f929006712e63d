package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// The server's side of the transmission phase of one connection (proto.md, "Transmission"): reads
/// requests, checks them, hands them to the export's workers and their replies to the outbox, in
/// whatever order they are done.
///
/// A request takes its place in the window before its payload is read and leaves it when its reply
/// has been sent, so what a client can make this side hold is bounded. Confined to the connection's
/// reading thread, but for the workers' part.
final class Transmission {
    /// Space to read into what nobody wants to have now.
    private static final int SCRATCH_BYTES = 256 << 10;

    private final WatchedLink link;
    private final LinkInput input;
    private final Outbox outbox;
    private final RequestWindow window;
    private final Export export;
    private final RequestService service;
    private final RequestCheck check;
    private final NbdHeaders headers;
    private final Set<MetaContext> contexts;

    Transmission(
            WatchedLink link,
            LinkInput input,
            Outbox outbox,
            RequestWindow window,
            ServerHandshake.Session session,
            int payloadBytes) {
        this.link = link;
        this.input = input;
        this.outbox = outbox;
        this.window = window;
        this.export = session.export();
        this.service = new RequestService(export, session.headers(), payloadBytes);
        this.headers = session.headers();
        this.contexts = session.contexts();
        this.check =
                new RequestCheck(
                        export.facts().size(),
                        export.facts().readOnly(),
                        headers,
                        !contexts.isEmpty(),
                        payloadBytes,
                        export.facts().options().minimumBlockBytes());
    }

    /// Serves until the client says goodbye or closes its side between two requests.
    ///
    /// @throws IOException the connection broke, or what came is no request
    void run() throws IOException, InterruptedException {
        while (nextArrives()) {
            Request request = Request.decode(input.received(), headers);
            if (request.code() == Command.DISC.code()) {
                return;
            }
            window.enter();
            boolean accepted = false;
            try {
                accept(request);
                accepted = true;
            } finally {
                if (!accepted) {
                    window.leave();
                }
            }
        }
    }

    private boolean nextArrives() throws IOException {
        boolean begun = input.received().hasRemaining();
        link.expect(begun ? WatchedLink.Phase.REQUEST : WatchedLink.Phase.IDLE);
        boolean arrives = input.arrives(Request.bytes(headers));
        link.expect(WatchedLink.Phase.REQUEST);
        return arrives;
    }

    private void accept(Request request) throws IOException, InterruptedException {
        long following = request.payloadBytes(headers);
        if (headers == NbdHeaders.EXTENDED
                && Long.compareUnsigned(following, check.payloadBytes()) > 0) {
            throw new NbdProtocolException(request + " has too long a payload");
        }
        boolean filtered = following > 0 && request.code() == Command.BLOCK_STATUS.code();
        if (filtered && ContextFilter.possible(following, contexts.size())) {
            ByteBuffer payload = ByteBuffer.wrap(input.takeBytes((int) following));
            Optional<ContextFilter> filter = ContextFilter.decode(payload, contexts);
            if (filter.isPresent()) {
                Request asked = request.withLength(filter.get().length());
                accept(asked, filter.get().contexts(), 0);
                return;
            }
            following = 0;
        }
        if (filtered) {
            input.skip(following);
            refuse(request, NbdErrno.EINVAL, "no such choice of metadata contexts");
            return;
        }
        accept(request, contexts, following);
    }

    /// @param asked the contexts to answer
    /// @param following bytes of payload that are still to come
    private void accept(Request request, Set<MetaContext> asked, long following)
            throws IOException, InterruptedException {
        RequestCheck.Refusal refusal = check.refusal(request);
        if (refusal != null) {
            input.skip(following);
            refuse(request, refusal.errno(), refusal.text());
            return;
        }
        ByteBuffer payload = payload(request);
        if (!export.begin()) {
            giveBack(payload);
            refuse(request, NbdErrno.ESHUTDOWN, "the export is being withdrawn");
            return;
        }
        try {
            export.execute(() -> serve(request, asked, payload));
        } catch (RejectedExecutionException _) {
            export.end();
            giveBack(payload);
            refuse(request, NbdErrno.ESHUTDOWN, "the export has been withdrawn");
        }
    }

    /// The bytes to write, or the space for those to be read; null for the other commands.
    private @Nullable ByteBuffer payload(Request request) throws IOException, InterruptedException {
        return switch (Command.of(request.code())) {
            case READ -> window.take((int) request.length());
            case CACHE -> window.take((int) Math.min(request.length(), SCRATCH_BYTES));
            case WRITE -> filled(window.take((int) request.length()));
            case FLUSH, TRIM, WRITE_ZEROES, BLOCK_STATUS, DISC -> null;
            case null -> null;
        };
    }

    private ByteBuffer filled(ByteBuffer payload) throws IOException {
        boolean filled = false;
        try {
            input.fill(payload);
            filled = true;
        } finally {
            if (!filled) {
                window.give(payload);
            }
        }
        return payload.flip();
    }

    private void giveBack(@Nullable ByteBuffer payload) {
        if (payload != null) {
            window.give(payload);
        }
    }

    private void refuse(Request request, NbdErrno errno, String text) {
        post(service.format().error(request, errno, text), window::leave);
    }

    /// On one of the export's workers.
    private void serve(Request request, Set<MetaContext> asked, @Nullable ByteBuffer payload) {
        List<ByteBuffer> reply = service.answer(request, asked, payload);
        post(
                reply,
                () -> {
                    giveBack(payload);
                    export.end();
                    window.leave();
                });
    }

    private void post(List<ByteBuffer> content, Runnable answered) {
        if (!outbox.post(new Reply(content, answered))) {
            answered.run();
        }
    }
}
