package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;

/// How much of one connection may be in flight: requests that were read and not yet answered, and
/// their payloads. The reading thread waits here, so a client that sends faster than it is served
/// is held back by its own socket. Thread-safe.
final class RequestWindow {
    private final int maxRequests;
    private final Semaphore requests;
    private final Semaphore units;
    private final PayloadPool pool;

    RequestWindow(NbdLimits.Flow flow, PayloadPool pool) {
        this.maxRequests = flow.requestsPerConnection();
        this.requests = new Semaphore(maxRequests);
        this.units =
                new Semaphore(Math.toIntExact(flow.bytesPerConnection() / PayloadPool.UNIT_BYTES));
        this.pool = pool;
    }

    /// Waits for a place for one more request.
    void enter() throws InterruptedException {
        requests.acquire();
    }

    void leave() {
        requests.release();
    }

    /// Waits for room for a payload.
    ByteBuffer take(int bytes) throws InterruptedException {
        int count = PayloadPool.unitsFor(bytes);
        units.acquire(count);
        boolean taken = false;
        try {
            ByteBuffer payload = pool.take(bytes);
            taken = true;
            return payload;
        } finally {
            if (!taken) {
                units.release(count);
            }
        }
    }

    void give(ByteBuffer payload) {
        units.release(PayloadPool.unitsFor(payload.capacity()));
        pool.give(payload);
    }

    /// Whether nothing is in flight.
    boolean idle() {
        return requests.availablePermits() == maxRequests;
    }

    /// Waits until nothing is in flight, and lets nothing in any more.
    void drain() {
        requests.acquireUninterruptibly(maxRequests);
    }
}
