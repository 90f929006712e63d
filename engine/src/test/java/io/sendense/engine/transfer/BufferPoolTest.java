package io.sendense.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
    @Test
    void givesNoMoreBuffersThanItHasAndLetsTheNextTakerWait() throws Exception {
        BufferPool pool = new BufferPool(4096, 3);
        List<BufferPool.Loan> loans = new ArrayList<>();
        for (int i = 0; i < pool.count(); i++) {
            loans.add(pool.take());
        }
        FutureTask<BufferPool.Loan> waiting = new FutureTask<>(pool::take);
        Thread taker = Thread.ofVirtual().start(waiting);
        assertThat(taker.join(java.time.Duration.ofMillis(100))).isFalse();
        loans.removeLast().close();
        try (BufferPool.Loan last = waiting.get(10, TimeUnit.SECONDS)) {
            assertThat(last.buffer().capacity()).isEqualTo(4096);
        }
        loans.forEach(BufferPool.Loan::close);
    }

    /// The number stands in two places that people read; it is one number.
    @Test
    void theBoundIsWhatTheArchitecturePageSays() throws Exception {
        BufferPool pool = BufferPool.ofAnEngine();
        assertThat(Files.readString(Path.of("doc/architecture.md")))
                .contains(
                        "one pool of %d buffers of %d MiB per engine"
                                .formatted(pool.count(), pool.bufferBytes() >> 20),
                        "Buffers (%d MiB)"
                                .formatted((long) pool.count() * pool.bufferBytes() >> 20));
    }
}
