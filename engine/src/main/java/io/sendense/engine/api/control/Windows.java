package io.sendense.engine.api.control;

import io.sendense.engine.Engine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The console windows on one engine, whichever processes they are of. Thread-safe.
final class Windows {
    private final List<Offer> offers = new CopyOnWriteArrayList<>();

    /// A window that can be brought to the front; equal to itself alone.
    private static final class Offer {
        private final Runnable raise;

        Offer(Runnable raise) {
            this.raise = raise;
        }
    }

    /// Knows a window until the answer is closed.
    ///
    /// @param raise brings it to the front; returns at once
    Engine.Subscription offer(Runnable raise) {
        Offer offer = new Offer(raise);
        offers.add(offer);
        return () -> offers.remove(offer);
    }

    /// Brings the window that was offered first to the front; says whether there is one.
    boolean raise() {
        for (Offer offer : offers) {
            offer.raise.run();
            return true;
        }
        return false;
    }
}
