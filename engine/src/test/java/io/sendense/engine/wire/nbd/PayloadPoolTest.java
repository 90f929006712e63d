package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PayloadPoolTest {
    private static final int MIB = 1 << 20;

    @Test
    void lendsDirectBuffersOfTheLengthAskedFor() throws Exception {
        PayloadPool pool = new PayloadPool(64L * MIB);
        for (int bytes : new int[] {1, 4095, 4096, 4097, MIB - 1, MIB, MIB + 1, 32 * MIB}) {
            ByteBuffer buffer = pool.take(bytes);
            assertThat(buffer.isDirect()).isTrue();
            assertThat(buffer.remaining()).isEqualTo(bytes);
            assertThat(Integer.bitCount(buffer.capacity())).isEqualTo(1);
            assertThat(buffer.capacity()).isLessThan(2 * Math.max(bytes, 4096));
            pool.give(buffer);
        }
    }

    @Test
    void usesBuffersAgain() throws Exception {
        PayloadPool pool = new PayloadPool(64L * MIB);
        ByteBuffer first = pool.take(MIB);
        pool.give(first);
        assertThat(pool.take(MIB - 5)).isSameAs(first);
    }

    @Test
    void letsNobodyHaveMoreThanTheBound() throws Exception {
        PayloadPool pool = new PayloadPool(2L * MIB);
        ByteBuffer first = pool.take(MIB);
        pool.take(MIB);
        CountDownLatch got = new CountDownLatch(1);
        Thread waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                pool.take(1);
                                got.countDown();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(got.await(200, TimeUnit.MILLISECONDS)).isFalse();
        pool.give(first);
        assertThat(got.await(10, TimeUnit.SECONDS)).isTrue();
        waiting.join();
    }

    @Test
    void forgetsIdleBuffersOfOtherSizesRatherThanExceedTheBound() throws Exception {
        PayloadPool pool = new PayloadPool(4L * MIB);
        ByteBuffer[] small = new ByteBuffer[4];
        for (int i = 0; i < 4; i++) {
            small[i] = pool.take(MIB);
        }
        for (ByteBuffer each : small) {
            pool.give(each);
        }
        assertThat(pool.madeBytes()).isEqualTo(4L * MIB);
        pool.give(pool.take(4 * MIB));
        assertThat(pool.madeBytes()).isEqualTo(4L * MIB);
        pool.trim();
        assertThat(pool.madeBytes()).isZero();
    }
}
