package io.sendense.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ScopeTest {
    @Test
    void waitsForAllTasks() throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (Scope scope = new Scope("test")) {
            for (int i = 0; i < 5; i++) {
                scope.fork(() -> {
                    Thread.sleep(20);
                    return done.incrementAndGet();
                });
            }
            scope.join();
        }
        assertThat(done).hasValue(5);
    }

    @Test
    void theFirstFailureInterruptsTheSiblingsAndIsThrown() {
        AtomicInteger interrupted = new AtomicInteger();
        assertThatThrownBy(
                        () -> {
                            try (Scope scope = new Scope("test")) {
                                CountDownLatch started = new CountDownLatch(2);
                                for (int i = 0; i < 2; i++) {
                                    scope.fork(() -> {
                                        started.countDown();
                                        try {
                                            Thread.sleep(60_000);
                                        } catch (InterruptedException e) {
                                            interrupted.incrementAndGet();
                                            throw e;
                                        }
                                        return null;
                                    });
                                }
                                scope.fork(() -> {
                                    started.await();
                                    throw new IOException("disk 2 is gone");
                                });
                                scope.join();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessage("disk 2 is gone");
        assertThat(interrupted).hasValue(2);
    }

    @Test
    void closeWaitsUntilEveryTaskHasEnded() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        Scope scope = new Scope("test");
        scope.fork(() -> {
            started.countDown();
            try {
                Thread.sleep(60_000);
            } finally {
                Thread.sleep(50);
                ended.incrementAndGet();
            }
            return null;
        });
        started.await();
        scope.close();
        assertThat(ended).hasValue(1);
    }
}
