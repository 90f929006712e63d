package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The requests one call was cut into, a few of them in flight at once. Whatever happens, `close`
/// returns only when none of them uses the caller's buffer any more. Confined to one thread.
final class RequestPieces implements AutoCloseable {
    /// Enough to keep a connection busy, few enough that a long call does not crowd out others.
    private static final int MOST_IN_FLIGHT = 8;

    /// Sends one piece.
    @FunctionalInterface
    interface Sender {
        PendingRequest send(ClientConnection connection, RequestRange range) throws IOException;
    }

    private record Sent(ClientConnection connection, PendingRequest request) {}

    private final ArrayDeque<Sent> inFlight = new ArrayDeque<>();
    private @Nullable IOException failure;

    /// Takes a piece that was sent; waits for the oldest one if there are many.
    ///
    /// @throws IOException an earlier piece failed
    void add(ClientConnection connection, PendingRequest request) throws IOException {
        inFlight.add(new Sent(connection, request));
        if (inFlight.size() >= MOST_IN_FLIGHT) {
            awaitOldest();
            throwFailure();
        }
    }

    /// Waits for all of them.
    ///
    /// @throws IOException one of them failed
    void finish() throws IOException {
        close();
        throwFailure();
    }

    private void awaitOldest() {
        Sent oldest = inFlight.remove();
        try {
            oldest.connection().await(oldest.request());
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        while (!inFlight.isEmpty()) {
            awaitOldest();
        }
    }
}
