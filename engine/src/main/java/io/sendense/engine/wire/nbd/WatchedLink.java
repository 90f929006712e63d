package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// A link that notes since when it waits for its peer, so that the server's watch can close it when
/// that takes too long. Reading and writing are as for [Link]; `overdue` may be called by anyone.
final class WatchedLink implements Link {

    /// What the reader waits for.
    enum Phase {
        /// The end of the handshake, counted from its beginning.
        HANDSHAKE,
        /// The next request. Ends by itself with the first byte of it.
        IDLE,
        /// The rest of a request.
        REQUEST
    }

    /// No wait is going on.
    private static final long NONE = 0;

    private final NbdLimits.Times times;
    private final long born = System.nanoTime();
    private volatile Link link;
    private volatile Phase phase = Phase.HANDSHAKE;
    private volatile long readSince = NONE;
    private volatile long writeSince = NONE;

    WatchedLink(Link link, NbdLimits.Times times) {
        this.link = link;
        this.times = times;
    }

    /// Goes over to another link, which is carried by the one so far. Nobody may be reading or
    /// writing.
    void change(Upgrade upgrade) throws IOException {
        link = upgrade.over(link);
    }

    /// Makes a link of another one.
    @FunctionalInterface
    interface Upgrade {
        Link over(Link below) throws IOException;
    }

    /// Says what the following reads wait for.
    void expect(Phase next) {
        phase = next;
    }

    /// Whether the peer has let this side wait longer than it may.
    ///
    /// @param busy whether requests of it are being executed, so that it need not send others
    boolean overdue(boolean busy) {
        long now = System.nanoTime();
        return switch (phase) {
            case HANDSHAKE -> now - born > times.handshake().toNanos();
            case IDLE -> (!busy && exceeds(now, readSince, times.idle())) || stalledWrite(now);
            case REQUEST -> exceeds(now, readSince, times.stall()) || stalledWrite(now);
        };
    }

    private boolean stalledWrite(long now) {
        return exceeds(now, writeSince, times.stall());
    }

    private static boolean exceeds(long now, long since, Duration limit) {
        return since != NONE && now - since > limit.toNanos();
    }

    @Override
    public long read(ByteBuffer[] targets) throws IOException {
        readSince = now();
        long count = link.read(targets);
        readSince = NONE;
        if (phase == Phase.IDLE) {
            phase = Phase.REQUEST;
        }
        return count;
    }

    @Override
    public void write(ByteBuffer[] sources, int count) throws IOException {
        writeSince = now();
        link.write(sources, count);
        writeSince = NONE;
    }

    private static long now() {
        long now = System.nanoTime();
        return now == NONE ? 1 : now;
    }

    @Override
    public void close() {
        link.close();
    }
}
