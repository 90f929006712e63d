package io.sendense.engine.transfer.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Bounds the reads under way at each host and each datastore, over all moves of an engine.
/// Thread-safe.
///
/// Whoever finds no room at one of its places waits and holds nothing meanwhile. Nobody overtakes
/// at a place for which another waits, so that large reads get their turn as well; those who wait
/// for one place do not keep others from the next. A read that is larger than a limit has the place
/// to itself.
public final class PlaceLimiter {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Place.Kind, PlaceLimits> limits;

    @GuardedBy("lock")
    private final Map<Place, Use> uses = new HashMap<>();

    @GuardedBy("lock")
    private final List<Waiter> waiting = new ArrayList<>();

    public PlaceLimiter(PlaceLimits host, PlaceLimits datastore) {
        this.limits = new HashMap<>(byKind(host, datastore));
    }

    private static Map<Place.Kind, PlaceLimits> byKind(PlaceLimits host, PlaceLimits datastore) {
        return Map.of(Place.Kind.HOST, host, Place.Kind.DATASTORE, datastore);
    }

    /// What is under way at one place.
    private record Use(int requests, long bytes) {
        static final Use NONE = new Use(0, 0);

        Use and(Load load, int sign) {
            return new Use(requests + sign * load.requests(), bytes + sign * load.bytes());
        }
    }

    private record Load(List<Place> places, int requests, long bytes) {}

    private record Waiter(Load load, CountDownLatch admitted) {}

    /// Sets other limits. Reads under way go on; those who wait and fit now are let in.
    public void change(PlaceLimits host, PlaceLimits datastore) {
        synchronized (lock) {
            limits.putAll(byKind(host, datastore));
            admit();
        }
    }

    /// The way in for one disk.
    ///
    /// @param places where it is read
    /// @param requests how many requests one read of it may have under way at once
    public Admission at(List<Place> places, int requests) {
        List<Place> each = places.stream().distinct().toList();
        return bytes -> enter(new Load(each, requests, bytes));
    }

    /// How many wait.
    public int waiting() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    /// Requests under way at a place.
    public int underWay(Place place) {
        synchronized (lock) {
            return uses.getOrDefault(place, Use.NONE).requests();
        }
    }

    private Admission.Permit enter(Load load) throws InterruptedException {
        Waiter waiter = new Waiter(load, new CountDownLatch(1));
        synchronized (lock) {
            waiting.add(waiter);
            admit();
        }
        try {
            waiter.admitted().await();
        } catch (InterruptedException e) {
            giveUp(waiter);
            throw e;
        }
        return new Permit(load);
    }

    private void giveUp(Waiter waiter) {
        synchronized (lock) {
            if (!waiting.remove(waiter)) {
                leave(waiter.load());
            }
        }
    }

    @GuardedBy("lock")
    private void admit() {
        Set<Place> awaited = new HashSet<>();
        for (Iterator<Waiter> each = waiting.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            List<Place> full = withoutRoom(waiter.load());
            if (full.isEmpty() && Collections.disjoint(awaited, waiter.load().places())) {
                each.remove();
                count(waiter.load(), 1);
                waiter.admitted().countDown();
            } else {
                awaited.addAll(full);
            }
        }
    }

    @GuardedBy("lock")
    private List<Place> withoutRoom(Load load) {
        List<Place> full = new ArrayList<>();
        for (Place place : load.places()) {
            if (!fits(load, place)) {
                full.add(place);
            }
        }
        return full;
    }

    @GuardedBy("lock")
    private boolean fits(Load load, Place place) {
        Use use = uses.getOrDefault(place, Use.NONE);
        Use then = use.and(load, 1);
        PlaceLimits limit = Objects.requireNonNull(limits.get(place.kind()));
        boolean alone = use.requests() == 0;
        return alone || (then.requests() <= limit.requests() && then.bytes() <= limit.bytes());
    }

    @GuardedBy("lock")
    private void count(Load load, int sign) {
        for (Place place : load.places()) {
            Use use = uses.getOrDefault(place, Use.NONE).and(load, sign);
            if (use.requests() == 0) {
                uses.remove(place);
            } else {
                uses.put(place, use);
            }
        }
    }

    private void leave(Load load) {
        synchronized (lock) {
            count(load, -1);
            admit();
        }
    }

    private final class Permit implements Admission.Permit {
        private final Load load;
        private boolean left;

        Permit(Load load) {
            this.load = load;
        }

        @Override
        public void close() {
            if (!left) {
                left = true;
                leave(load);
            }
        }
    }
}
