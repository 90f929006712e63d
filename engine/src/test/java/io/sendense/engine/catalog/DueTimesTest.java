package io.sendense.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.sendense.engine.CapturedLog;
import io.sendense.engine.SteppingClock;
import io.sendense.engine.catalog.queue.DueTimes;
import io.sendense.engine.job.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Times at which jobs are due, kept by a library with threads of its own.
@Timeout(180)
class DueTimesTest {
    @Nested
    class OnH2 extends Contract {
        @Override
        CatalogLocation freshLocation() {
            return h2();
        }
    }

    @Nested
    @Tag("peers")
    class OnPostgres extends Contract {
        @Override
        CatalogLocation freshLocation() {
            return postgres();
        }
    }

    abstract static class Contract extends CatalogContract {
        private static final Duration HOUR = Duration.ofHours(1);
        private static final JobId JOB = new JobId(7);
        private static final JobId OTHER = new JobId(8);

        private SteppingClock clock = new SteppingClock(START);
        private Calls calls = new Calls();

        @BeforeEach
        void begin() {
            clock = new SteppingClock(START);
            calls = new Calls();
        }

        /// Keeps who was called; each is due again an hour later, by the clock.
        private final class Calls implements DueTimes.Called {
            final List<JobId> jobs = new CopyOnWriteArrayList<>();
            final List<Instant> times = new CopyOnWriteArrayList<>();
            final List<JobId> moved = new CopyOnWriteArrayList<>();
            volatile boolean failing;
            volatile boolean last;
            volatile boolean slow;

            @Override
            public Optional<Instant> due(JobId job, Instant due) {
                jobs.add(job);
                times.add(due);
                if (slow) {
                    pause();
                }
                if (failing) {
                    throw new IllegalStateException("a failure for a test");
                }
                return last ? Optional.empty() : Optional.of(clock.instant().plus(HOUR));
            }

            private static void pause() {
                try {
                    Thread.sleep(300);
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted in a call", e);
                }
            }

            @Override
            public void moved(JobId job) {
                moved.add(job);
            }
        }

        private DueTimes times() {
            return new DueTimes(catalog, clock, Duration.ofMillis(20), calls);
        }

        private static void await(BooleanSupplier condition) throws InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
            while (!condition.getAsBoolean() && System.nanoTime() < until) {
                Thread.sleep(10);
            }
            assertThat(condition.getAsBoolean()).isTrue();
        }

        @Test
        void callsWhenATimeHasComeAndKeepsTheNext() throws Exception {
            try (DueTimes times = times()) {
                times.set(JOB, START.plus(HOUR));
                times.start();
                assertThat(times.at(JOB)).contains(START.plus(HOUR));
                assertThat(times.at(OTHER)).isEmpty();
                clock.step(HOUR);
                await(() -> calls.moved.contains(JOB));
                assertThat(calls.jobs).containsExactly(JOB);
                assertThat(calls.times).containsExactly(START.plus(HOUR));
                assertThat(times.all())
                        .containsOnly(java.util.Map.entry(JOB, START.plus(HOUR.multipliedBy(2))));
            }
        }

        @Test
        void aTimeIsTheSameMomentInEveryTimeZone() {
            TimeZone own = TimeZone.getDefault();
            // 02:30 on this day comes twice in Berlin; this is the second one.
            Instant second = Instant.parse("2026-10-25T01:30:00Z");
            try (DueTimes times = times()) {
                TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
                times.set(JOB, second);
                assertThat(times.at(JOB)).contains(second);
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
                assertThat(times.at(JOB)).contains(second);
            } finally {
                TimeZone.setDefault(own);
            }
        }

        @Test
        void timesOutliveTheProcessAndAreSetAndClearedByAnybody() throws Exception {
            try (DueTimes times = times()) {
                times.set(JOB, START.plus(HOUR));
                times.set(JOB, START.plus(HOUR.multipliedBy(3)));
                times.set(OTHER, START.plus(HOUR));
                times.clear(OTHER);
                times.clear(OTHER);
            }
            reopen();
            clock.step(HOUR.multipliedBy(2));
            try (DueTimes times = times()) {
                assertThat(times.at(JOB)).contains(START.plus(HOUR.multipliedBy(3)));
                times.start();
                times.set(OTHER, START);
                await(() -> calls.moved.contains(OTHER));
                assertThat(calls.jobs).containsExactly(OTHER);
                calls.last = true;
                clock.step(HOUR);
                await(() -> calls.moved.contains(JOB));
                assertThat(times.at(JOB)).isEmpty();
            }
        }

        @Test
        void aCallThatFailedIsMadeAgainAMinuteLater() throws Exception {
            try (DueTimes times = times()) {
                calls.failing = true;
                times.set(JOB, START);
                times.start();
                await(() -> times.at(JOB).equals(Optional.of(START.plusSeconds(60))));
                calls.failing = false;
                clock.step(Duration.ofMinutes(1));
                await(() -> calls.moved.contains(JOB));
                assertThat(calls.jobs).hasSize(2);
            }
        }

        @Test
        void interruptsOfTheLibrarysThreadsDoNotReachTheDatabase() throws Exception {
            // It logs each of the thousands of them.
            try (CapturedLog _ = CapturedLog.of("com.github.kagkarlsson", Level.OFF);
                    DueTimes times = times()) {
                times.start();
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
                int interrupts = 0;
                for (long n = 1; System.nanoTime() < until; n++) {
                    times.set(new JobId(n % 5), clock.instant());
                    for (Thread thread : Thread.getAllStackTraces().keySet()) {
                        if (thread.getName().startsWith("db-scheduler")) {
                            thread.interrupt();
                            interrupts++;
                        }
                    }
                }
                assertThat(interrupts).isGreaterThan(100);
                assertUsable();
            }
            assertUsable();
            reopen();
            assertUsable();
        }

        private void assertUsable() {
            RepositoryRow row =
                    new RepositoryRow(
                            "r" + catalog.repositories().list().size(),
                            Path.of("/srv/" + catalog.repositories().list().size()),
                            "uuid-" + catalog.repositories().list().size(),
                            false,
                            START);
            assertThat(catalog.repositories().insert(row)).isTrue();
            assertThat(catalog.repositories().find(row.name())).contains(row);
        }

        @Test
        void closingIsQuietAndWaitsForACallThoughTheCloserIsInterrupted() throws Exception {
            try (CapturedLog log = CapturedLog.of("com.github.kagkarlsson", Level.WARN)) {
                for (int i = 0; i < 6; i++) {
                    JobId job = new JobId(100 + i);
                    calls.slow = true;
                    DueTimes times = times();
                    times.set(job, START);
                    times.start();
                    await(() -> calls.jobs.contains(job));
                    if (i % 2 == 0) {
                        Thread.currentThread().interrupt();
                    }
                    times.close();
                    assertThat(Thread.interrupted()).as("kept").isEqualTo(i % 2 == 0);
                    assertThat(calls.moved).as("the call has ended").contains(job);
                    // What would still work on it would fail now, and say so.
                    reopen();
                }
                calls.slow = false;
                for (int i = 0; i < 12; i++) {
                    DueTimes times = new DueTimes(catalog, clock, Duration.ofMillis(1), calls);
                    times.start();
                    Thread.sleep(i);
                    Thread.currentThread().interrupt();
                    times.close();
                    assertThat(Thread.interrupted()).isTrue();
                    reopen();
                }
                assertThat(log.text()).isEmpty();
            }
        }

        @Test
        void closingInTheMiddleOfALookDamagesNothing() throws Exception {
            for (int i = 0; i < 10; i++) {
                DueTimes times = new DueTimes(catalog, clock, Duration.ofMillis(1), calls);
                times.set(new JobId(i), START);
                times.start();
                Thread.sleep(i * 3L);
                times.close();
                times.close();
                reopen();
            }
            assertUsable();
            try (DueTimes times = times()) {
                times.start();
                await(() -> times.all().values().stream().allMatch(START.plus(HOUR)::equals));
                assertThat(times.all()).hasSize(10);
            }
        }
    }
}
