package io.sendense.engine.transfer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PlaceLimiterTest {
    private static final Place HOST_1 = new Place(Place.Kind.HOST, "h1");
    private static final Place HOST_2 = new Place(Place.Kind.HOST, "h2");
    private static final Place STORE = new Place(Place.Kind.DATASTORE, "d");
    private static final PlaceLimits WIDE = new PlaceLimits(1000, 1L << 40);

    private final PlaceLimiter limiter =
            new PlaceLimiter(new PlaceLimits(2, 1000), new PlaceLimits(3, 1000));

    private CompletableFuture<Admission.Permit> entering(
            List<Place> places, int requests, long bytes) throws InterruptedException {
        int before = limiter.waiting();
        CompletableFuture<Admission.Permit> permit = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                permit.complete(limiter.at(places, requests).enter(bytes));
                            } catch (InterruptedException e) {
                                permit.completeExceptionally(e);
                            }
                        });
        while (!permit.isDone() && limiter.waiting() == before) {
            Thread.sleep(1);
        }
        assertThat(thread.isInterrupted()).isFalse();
        return permit;
    }

    private static Admission.Permit entered(CompletableFuture<Admission.Permit> permit)
            throws Exception {
        return permit.get(10, TimeUnit.SECONDS);
    }

    @Test
    void letsInAsManyAsAHostMayHaveAndTheNextWhenOneLeaves() throws Exception {
        Admission.Permit first = limiter.at(List.of(HOST_1), 1).enter(10);
        Admission.Permit _ = limiter.at(List.of(HOST_1), 1).enter(10);
        CompletableFuture<Admission.Permit> third = entering(List.of(HOST_1), 1, 10);
        assertThat(third).isNotDone();
        assertThat(limiter.underWay(HOST_1)).isEqualTo(2);
        Admission.Permit _ = limiter.at(List.of(HOST_2), 1).enter(10);
        first.close();
        first.close();
        try (Admission.Permit _ = entered(third)) {
            assertThat(limiter.underWay(HOST_1)).isEqualTo(2);
        }
        assertThat(limiter.underWay(HOST_1)).isEqualTo(1);
        assertThat(limiter.waiting()).isZero();
    }

    @Test
    void countsBytesToo() throws Exception {
        Admission.Permit first = limiter.at(List.of(HOST_1), 1).enter(900);
        CompletableFuture<Admission.Permit> second = entering(List.of(HOST_1), 1, 101);
        assertThat(second).isNotDone();
        first.close();
        entered(second).close();
    }

    @Test
    void whatIsLargerThanTheLimitHasThePlaceToItself() throws Exception {
        Admission.Permit large = limiter.at(List.of(HOST_1), 5).enter(5000);
        CompletableFuture<Admission.Permit> small = entering(List.of(HOST_1), 1, 1);
        assertThat(small).isNotDone();
        large.close();
        Admission.Permit left = entered(small);
        CompletableFuture<Admission.Permit> again = entering(List.of(HOST_1), 5, 5000);
        assertThat(again).isNotDone();
        left.close();
        entered(again).close();
    }

    @Test
    void aDatastoreIsBoundedOverAllHosts() throws Exception {
        limiter.change(WIDE, new PlaceLimits(3, 1L << 40));
        Admission.Permit _ = limiter.at(List.of(HOST_1, STORE), 2).enter(1);
        Admission.Permit last = limiter.at(List.of(HOST_2, STORE), 1).enter(1);
        CompletableFuture<Admission.Permit> next = entering(List.of(HOST_2, STORE), 1, 1);
        assertThat(next).isNotDone();
        last.close();
        entered(next).close();
    }

    @Test
    void nobodyOvertakesWhereALargerReadWaits() throws Exception {
        Admission.Permit one = limiter.at(List.of(HOST_1), 1).enter(1);
        CompletableFuture<Admission.Permit> both = entering(List.of(HOST_1), 2, 1);
        CompletableFuture<Admission.Permit> small = entering(List.of(HOST_1), 1, 1);
        assertThat(both).isNotDone();
        assertThat(small).isNotDone();
        one.close();
        Admission.Permit large = entered(both);
        assertThat(small).isNotDone();
        large.close();
        entered(small).close();
    }

    @Test
    void whoWaitsForOneHostKeepsNobodyFromAnother() throws Exception {
        Admission.Permit _ = limiter.at(List.of(HOST_1), 2).enter(1);
        CompletableFuture<Admission.Permit> slow = entering(List.of(HOST_1, STORE), 1, 1);
        limiter.at(List.of(HOST_2, STORE), 1).enter(1).close();
        assertThat(slow).isNotDone();
    }

    @Test
    void aWiderLimitLetsThoseInWhoWait() throws Exception {
        Admission.Permit _ = limiter.at(List.of(HOST_1), 2).enter(1);
        CompletableFuture<Admission.Permit> third = entering(List.of(HOST_1), 1, 1);
        assertThat(third).isNotDone();
        limiter.change(WIDE, WIDE);
        entered(third).close();
    }

    @Test
    void anInterruptEndsTheWaitAndLeavesNothing() throws Exception {
        Admission.Permit held = limiter.at(List.of(HOST_1), 2).enter(1);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiter =
                Thread.ofVirtual()
                        .start(() -> {
                            try (Admission.Permit _ = limiter.at(List.of(HOST_1), 1).enter(1)) {
                                thrown.complete(null);
                            } catch (Throwable e) {
                                thrown.complete(e);
                            }
                        });
        while (limiter.waiting() == 0) {
            Thread.sleep(1);
        }
        waiter.interrupt();
        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(limiter.waiting()).isZero();
        held.close();
        assertThat(limiter.underWay(HOST_1)).isZero();
    }

    @Test
    void refusesLimitsThatLetNobodyIn() {
        assertThatThrownBy(() -> new PlaceLimits(0, 1)).hasMessageContaining("0 requests");
        assertThatThrownBy(() -> new PlaceLimits(1, 0)).hasMessageContaining("0 bytes");
    }

    /// Many threads at random places with random sizes, interrupted at random: the bound is never
    /// passed, everybody gets in, and nothing stays counted.
    @Test
    void holdsItsBoundsUnderARush() throws Exception {
        long seed = System.nanoTime();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicLong done = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Random random = new Random(seed + i);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int n = 0; n < 500; n++) {
                                    Place host = random.nextBoolean() ? HOST_1 : HOST_2;
                                    int requests = 1 + random.nextInt(2);
                                    if (random.nextInt(10) == 0) {
                                        Thread.currentThread().interrupt();
                                    }
                                    try (Admission.Permit _ =
                                            limiter.at(List.of(host, STORE), requests)
                                                    .enter(random.nextInt(400))) {
                                        most.accumulateAndGet(
                                                inside.addAndGet(requests), Math::max);
                                        inside.addAndGet(-requests);
                                        done.incrementAndGet();
                                    } catch (InterruptedException _) {
                                        done.incrementAndGet();
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(done).describedAs("seed %d", seed).hasValue(16 * 500);
        assertThat(most.get()).describedAs("seed %d", seed).isLessThanOrEqualTo(3);
        assertThat(limiter.underWay(HOST_1) + limiter.underWay(HOST_2)).isZero();
        assertThat(limiter.underWay(STORE)).isZero();
        assertThat(limiter.waiting()).isZero();
    }
}
