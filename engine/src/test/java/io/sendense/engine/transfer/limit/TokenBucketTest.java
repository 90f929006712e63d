package io.sendense.engine.transfer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsTheFirstPieceThroughAndMakesTheNextWaitForIt() {
        TokenBucket bucket = new TokenBucket(1000, 0);
        assertThat(bucket.nanosToWait(0)).isZero();
        bucket.take(500);
        assertThat(bucket.nanosToWait(0)).isEqualTo(SECOND / 2);
        assertThat(bucket.nanosToWait(SECOND / 4)).isEqualTo(SECOND / 4);
        assertThat(bucket.nanosToWait(SECOND / 2)).isZero();
    }

    @Test
    void savesNoMoreThanATenthOfASecond() {
        TokenBucket bucket = new TokenBucket(1000, 0);
        assertThat(bucket.nanosToWait(60 * SECOND)).isZero();
        bucket.take(1100);
        assertThat(bucket.nanosToWait(60 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void paysWhatIsOwedAtTheNewRate() {
        TokenBucket bucket = new TokenBucket(1000, 0);
        bucket.take(1000);
        bucket.change(4000, 0);
        assertThat(bucket.nanosToWait(0)).isEqualTo(SECOND / 4);
        bucket.change(0, 0);
        assertThat(bucket.nanosToWait(0)).isZero();
        bucket.take(1L << 40);
        bucket.change(1000, 0);
        assertThat(bucket.nanosToWait(0)).isZero();
    }

    @Test
    void refusesANegativeRate() {
        assertThatThrownBy(() -> new TokenBucket(-1, 0)).hasMessageContaining("-1 bytes");
        TokenBucket bucket = new TokenBucket(1, 0);
        assertThatThrownBy(() -> bucket.change(-5, 0)).hasMessageContaining("-5 bytes");
    }

    /// Whatever the pieces: after the time that all but the last take at the rate, and not much
    /// sooner, all have passed.
    @Property
    void keepsTheRateOverAnyPieces(
            @ForAll @IntRange(min = 1, max = 1_000_000_000) int rate,
            @ForAll @Size(min = 2, max = 50)
                    List<@IntRange(min = 1, max = 1 << 20) Integer> pieces) {
        TokenBucket bucket = new TokenBucket(rate, 0);
        long now = 0;
        long bytes = 0;
        for (int piece : pieces) {
            now += bucket.nanosToWait(now);
            bucket.take(piece);
            bytes += piece;
        }
        double owed = (bytes - pieces.getLast()) * 1e9 / rate;
        assertThat((double) now).isBetween(owed - 1e6 - SECOND * 0.1, owed + 1e6);
    }
}
