package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroesTest {
    /// Every byte of every short length, with other bytes around it.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void looksAtEveryByteOfAFewAndAtNoOther(boolean direct) {
        for (int length = 0; length < 80; length++) {
            ByteBuffer bytes = buffer(direct, length + 6);
            bytes.put(2, (byte) 1).put(length + 3, (byte) 1);
            bytes.position(3).limit(length + 3);
            assertThat(Zeroes.only(bytes)).as("length %d", length).isTrue();
            assertThat(bytes.position()).isEqualTo(3);
            for (int place = 3; place < length + 3; place++) {
                // Then another one too: they must not make up for each other.
                bytes.put(place, (byte) (place % 2 == 0 ? 1 : 0x80));
                assertThat(Zeroes.only(bytes)).as("%d of %d", place, length).isFalse();
                bytes.put(length + 2, (byte) 1);
                assertThat(Zeroes.only(bytes)).as("%d of %d", place, length).isFalse();
                bytes.put(length + 2, (byte) 0).put(place, (byte) 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void looksAtEveryByteOfMany(boolean direct) {
        ByteBuffer bytes = buffer(direct, 3 << 20);
        assertThat(Zeroes.only(bytes)).isTrue();
        int last = bytes.limit() - 1;
        for (int place : new int[] {0, 1, 7, 8, 9, 4095, 4096, 1 << 20, last - 8, last - 1, last}) {
            bytes.put(place, (byte) 1);
            assertThat(Zeroes.only(bytes)).as("byte %d", place).isFalse();
            bytes.put(place, (byte) 0);
        }
    }

    /// All bytes as the ones eight places before them, and none zero.
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 64, 4096})
    void isNotTakenInByPatterns(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            bytes.put((byte) (bytes.position() % 8 == 7 ? 1 : 0));
        }
        assertThat(Zeroes.only(bytes.flip())).isFalse();
    }

    private static ByteBuffer buffer(boolean direct, int length) {
        return direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
    }
}
