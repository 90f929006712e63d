package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.fuzz.Feed;
import io.sendense.engine.fuzz.Refusals;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a server sends, from the first byte on, given to a client that hears it in memory: the
/// handshake, then replies to requests that are in flight. First byte of the input: bit 0 asks for
/// extended headers, bit 1 for allocation depths, bit 2 lists exports instead.
///
/// Requests, by cookie: 1 reads 4 KiB at 0, 2 reads 64 KiB at 4096, 3 asks `base:allocation` of 1
/// MiB at 0, 4 writes 512 bytes at 0, 5 flushes, 6 asks `qemu:allocation-depth` of 1 MiB at 0, 7
/// reads 512 bytes and was given up.
public final class NbdClientFeed implements Feed {
    private static final NbdUri URI =
            new NbdUri(new NbdEndpoint.UnixSocket(Path.of("none")), "disk");
    private static final Extent ASKED = new Extent(0, 1 << 20);
    private static final Refusals REFUSALS =
            Refusals.of(
                    List.of(
                            NbdProtocolException.class,
                            NbdRefusedException.class,
                            NbdTlsException.class,
                            EOFException.class));

    @Override
    public boolean take(byte[] input) throws Exception {
        NbdClientOptions wishes = NbdClientOptions.standard();
        if ((input[0] & 1) != 0) {
            wishes = wishes.with(NbdClientOptions.Ask.EXTENDED_HEADERS);
        }
        if ((input[0] & 2) != 0) {
            wishes = wishes.with(NbdClientOptions.Ask.ALLOCATION_DEPTH);
        }
        NbdClientOptions asked = wishes;
        Link link = new Heard(ByteBuffer.wrap(input, 1, input.length - 1));
        if ((input[0] & 4) != 0) {
            return REFUSALS.taken(
                    () -> new ExportListing(ClientOpening.over(link, URI, asked), URI).run());
        }
        return REFUSALS.taken(() -> use(link, asked));
    }

    private static void use(Link link, NbdClientOptions wishes) throws IOException {
        ClientOpening opening = ClientOpening.over(link, URI, wishes);
        NbdTerms terms = new ClientHandshake(opening, URI, wishes).run();
        Map<Long, PendingRequest> pending = new LinkedHashMap<>();
        add(pending, terms, Command.READ, 0, new ReplyContent.Bytes(0, ByteBuffer.allocate(4096)));
        add(
                pending,
                terms,
                Command.READ,
                4096,
                new ReplyContent.Bytes(4096, ByteBuffer.allocate(65536)));
        add(
                pending,
                terms,
                Command.BLOCK_STATUS,
                0,
                new ReplyContent.Statuses(ASKED, terms.allocationContext().orElse(0)));
        add(pending, terms, Command.WRITE, 0, new ReplyContent.Nothing());
        add(pending, terms, Command.FLUSH, 0, new ReplyContent.Nothing());
        add(
                pending,
                terms,
                Command.BLOCK_STATUS,
                0,
                new ReplyContent.Statuses(ASKED, terms.depthContext().orElse(0)));
        add(pending, terms, Command.READ, 0, new ReplyContent.Bytes(0, ByteBuffer.allocate(512)));
        pending.get(7L).complete(new IOException("given up"));
        List<PendingRequest> all = List.copyOf(pending.values());
        new ReplyReader(opening.input(), terms, pending, URI.toString()).run();
        for (PendingRequest request : all) {
            if (!pending.containsValue(request) && !request.failed()) {
                check(request);
            }
        }
    }

    /// A reply that is complete says all that it must.
    private static void check(PendingRequest request) throws IOException {
        request.await(
                Duration.ofSeconds(1),
                failure -> {
                    throw new AssertionError(
                            request.request() + " is out of the way, and not done");
                });
        if (request.reply() instanceof ReplyContent.Statuses statuses) {
            long position = ASKED.offset();
            for (StatusRun run : statuses.found()) {
                if (run.offset() != position || run.end() <= position || run.end() > ASKED.end()) {
                    throw new AssertionError(run + " does not adjoin " + position);
                }
                position = run.end();
                StatusSource.blockStatus(run);
                StatusSource.depth(run);
            }
        }
    }

    private static void add(
            Map<Long, PendingRequest> pending,
            NbdTerms terms,
            Command command,
            long offset,
            ReplyContent reply) {
        long length =
                switch (reply) {
                    case ReplyContent.Bytes bytes -> bytes.length();
                    case ReplyContent.Statuses _ -> ASKED.length();
                    case ReplyContent.Nothing _ -> command == Command.WRITE ? 512 : 0;
                };
        long cookie = pending.size() + 1L;
        Request request = Request.of(command, 0, cookie, offset, length);
        pending.put(cookie, new PendingRequest(request, terms.headers(), null, reply));
    }

    /// A link on which the peer has said everything already, and which nobody listens to.
    private record Heard(ByteBuffer bytes) implements Link {
        @Override
        public long read(ByteBuffer[] targets) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            long count = 0;
            for (ByteBuffer target : targets) {
                int part = Math.min(bytes.remaining(), target.remaining());
                target.put(bytes.slice(bytes.position(), part));
                bytes.position(bytes.position() + part);
                count += part;
            }
            return count;
        }

        @Override
        public void write(ByteBuffer[] sources, int count) {
            for (int i = 0; i < count; i++) {
                sources[i].position(sources[i].limit());
            }
        }

        @Override
        public void close() {}
    }
}
