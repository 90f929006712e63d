package io.sendense.engine.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveGuestTest {
    @Test
    void keepsToItsRateAndWritesNoMoreAfterClose() throws InterruptedException {
        AtomicInteger steps = new AtomicInteger();
        int rate = 200;
        long begun = System.nanoTime();
        LiveGuest guest = LiveGuest.start("vm", rate, steps::incrementAndGet);
        Thread.sleep(Duration.ofMillis(500));
        guest.close();
        double seconds = (System.nanoTime() - begun) / 1e9;
        int done = steps.get();
        assertThat(done).isBetween(10, (int) (seconds * rate) + 1);
        assertThat(guest.steps()).isEqualTo(done);
        Thread.sleep(Duration.ofMillis(50));
        assertThat(steps).hasValue(done);
        assertThat(guest.failure()).isEmpty();
    }

    @Test
    void stopsAtOnceWhateverItsRate() {
        long begun = System.nanoTime();
        try (LiveGuest guest = LiveGuest.start("slow", 1, () -> {})) {
            assertThat(guest.failure()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void keepsTheCauseOfAFailedStep() throws InterruptedException {
        RuntimeException cause = new IllegalStateException("disk 2000 was removed");
        LiveGuest guest =
                LiveGuest.start(
                        "vm",
                        1000,
                        () -> {
                            throw cause;
                        });
        for (int i = 0; i < 1000 && guest.failure().isEmpty(); i++) {
            Thread.sleep(1);
        }
        assertThat(guest.failure()).containsSame(cause);
        guest.close();
    }

    @Test
    void refusesARateOfNothing() {
        assertThatThrownBy(() -> LiveGuest.start("vm", 0, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
