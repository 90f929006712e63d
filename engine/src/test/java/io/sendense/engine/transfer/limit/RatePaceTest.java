package io.sendense.engine.transfer.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class RatePaceTest {
    private static void await(Thread.State wanted, Thread thread) throws InterruptedException {
        while (thread.getState() != wanted) {
            Thread.sleep(5);
        }
    }

    private static Thread waiting(Pace pace, AtomicLong passed) throws InterruptedException {
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                pace.await(1000);
                                passed.incrementAndGet();
                            } catch (InterruptedException _) {
                                passed.addAndGet(1000);
                            }
                        });
        while (thread.getState() == Thread.State.RUNNABLE
                || thread.getState() == Thread.State.NEW) {
            Thread.sleep(5);
        }
        return thread;
    }

    @Test
    void doesNotHoldUpWhatIsNotLimited() throws Exception {
        RatePace pace = new RatePace(0);
        for (int i = 0; i < 100_000; i++) {
            pace.await(Integer.MAX_VALUE);
        }
    }

    @Test
    void aNewRateHoldsForThoseWhoWaitAlready() throws Exception {
        RatePace pace = new RatePace(1);
        pace.await(1_000_000);
        AtomicLong passed = new AtomicLong();
        Thread first = waiting(pace, passed);
        Thread second = waiting(pace, passed);
        await(Thread.State.TIMED_WAITING, first);
        assertThat(passed).hasValue(0);
        pace.change(0);
        assertThat(first.join(Duration.ofSeconds(10))).isTrue();
        assertThat(second.join(Duration.ofSeconds(10))).isTrue();
        assertThat(passed).hasValue(2);
    }

    @Test
    void anInterruptEndsTheWaitAndLetsTheNextOn() throws Exception {
        RatePace pace = new RatePace(1);
        pace.await(1_000_000);
        AtomicLong passed = new AtomicLong();
        Thread first = waiting(pace, passed);
        Thread second = waiting(pace, passed);
        first.interrupt();
        second.interrupt();
        assertThat(first.join(Duration.ofSeconds(10))).isTrue();
        assertThat(second.join(Duration.ofSeconds(10))).isTrue();
        assertThat(passed).hasValue(2000);
    }

    @Test
    void theSlowestOfSeveralCounts() throws Exception {
        RatePace slow = new RatePace(1);
        slow.await(1_000_000);
        AtomicLong passed = new AtomicLong();
        Thread thread = waiting(Pace.all(List.of(new RatePace(0), slow)), passed);
        await(Thread.State.TIMED_WAITING, thread);
        assertThat(passed).hasValue(0);
        slow.change(0);
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        assertThat(passed).hasValue(1);
    }
}
