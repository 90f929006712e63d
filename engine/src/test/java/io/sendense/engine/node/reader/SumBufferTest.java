package io.sendense.engine.node.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.node.protocol.SumRecordReader;
import io.sendense.engine.transfer.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SumBufferTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int RECORDS = 20_000;

    private static SumRecord record(int number) {
        return number % 5 == 0
                ? new SumRecord.Zeroes(number, 1)
                : new SumRecord.Data(number, new byte[32]);
    }

    /// Whatever its size, and however much is taken at once.
    @Test
    void givesAllThatFourMoversAdd() throws Exception {
        Random random = new Random(3);
        for (int most : new int[] {64, 100, 5_000, 256 << 10, 8 << 20}) {
            SumBuffer buffer = new SumBuffer(most, LONG);
            AtomicInteger next = new AtomicInteger();
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            try (Scope scope = new Scope("sums")) {
                scope.fork(() -> {
                    try (Scope movers = new Scope("movers")) {
                        for (int i = 0; i < 4; i++) {
                            movers.fork(() -> {
                                for (int number = next.getAndIncrement();
                                        number < RECORDS;
                                        number = next.getAndIncrement()) {
                                    buffer.add(record(number));
                                }
                                return next;
                            });
                        }
                        movers.join();
                    }
                    buffer.complete();
                    return buffer;
                });
                byte[] some = new byte[1 + random.nextInt(10_000)];
                for (int count = buffer.take(some, LONG);
                        count >= 0;
                        count = buffer.take(some, LONG)) {
                    taken.write(some, 0, count);
                }
                scope.join();
            }
            assertThat(countOf(taken.toByteArray())).as("%d bytes", most).isEqualTo(RECORDS);
        }
    }

    private static int countOf(byte[] stream) throws Exception {
        SumRecordReader reader =
                new SumRecordReader(new ByteArrayInputStream(stream), 65536L * RECORDS);
        int count = 0;
        while (reader.next().isPresent()) {
            count++;
        }
        return count;
    }

    /// What nobody took in time is still there when the job has ended.
    @Test
    void keepsWhatIsCompleteForALateTaker() throws Exception {
        SumBuffer buffer = new SumBuffer(1_000, LONG);
        buffer.add(record(1));
        buffer.complete();
        buffer.abandon();
        byte[] all = new byte[100];
        assertThat(buffer.take(all, LONG)).isEqualTo(8 + 41 + 9);
        assertThat(buffer.take(all, LONG)).isEqualTo(-1);
    }

    @Test
    void wakesBothEndsWhenTheDiskFails() throws Exception {
        SumBuffer full = new SumBuffer(64, LONG);
        full.add(record(1));
        SumBuffer empty = new SumBuffer(64, LONG);
        byte[] bytes = new byte[64];
        assertThat(empty.take(bytes, LONG)).isEqualTo(8);
        try (Scope scope = new Scope("ends")) {
            scope.fork(() ->
                    assertThatThrownBy(() -> full.add(record(2)))
                            .isInstanceOf(LastingFailureException.class)
                            .hasMessageContaining("NODE-SUMS-LOST"));
            scope.fork(() ->
                    assertThatThrownBy(() -> empty.take(bytes, LONG))
                            .isInstanceOf(EOFException.class));
            Thread.sleep(100);
            full.abandon();
            empty.abandon();
            scope.join();
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        SumBuffer buffer = new SumBuffer(64, Duration.ofMillis(50));
        buffer.add(record(1));
        assertThatThrownBy(() -> buffer.add(record(2)))
                .isInstanceOf(LastingFailureException.class)
                .hasMessageContaining("NODE-SUMS-NOT-TAKEN");
        byte[] bytes = new byte[64];
        assertThat(buffer.take(bytes, LONG)).isEqualTo(8 + 41);
        assertThat(buffer.take(bytes, Duration.ofMillis(1))).isZero();
        assertThat(buffer.claim()).isTrue();
        assertThat(buffer.claim()).isFalse();
    }
}
