package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExtentListTest {
    private static final int SIZE = 300;

    @Test
    void mergesWhatTouchesOverlapsOrLiesWithinTheGap() {
        List<Extent> ranges =
                List.of(new Extent(30, 5), new Extent(0, 10), new Extent(10, 5), new Extent(12, 8));
        assertThat(ExtentList.union(ranges).asList())
                .containsExactly(new Extent(0, 20), new Extent(30, 5));
        assertThat(ExtentList.union(ranges, 10).asList()).containsExactly(new Extent(0, 35));
    }

    @Test
    void refusesEmptyNegativeAndOverflowingExtents() {
        assertThatThrownBy(() -> new Extent(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Extent(-1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Extent(Long.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void behavesLikeASetOfBytes(
            @ForAll long seed,
            @ForAll @IntRange(max = 12) int left,
            @ForAll @IntRange(max = 12) int right) {
        Random random = new Random(seed);
        List<Extent> a = ranges(random, left);
        List<Extent> b = ranges(random, right);
        ExtentList listA = ExtentList.union(a);
        ExtentList listB = ExtentList.union(b);
        BitSet bitsA = bits(a);
        BitSet bitsB = bits(b);
        assertThat(bits(listA.asList())).isEqualTo(bitsA);
        assertThat(listA.bytes()).isEqualTo(bitsA.cardinality());

        BitSet difference = (BitSet) bitsA.clone();
        difference.andNot(bitsB);
        assertThat(bits(listA.minus(listB).asList())).isEqualTo(difference);

        BitSet common = (BitSet) bitsA.clone();
        common.and(bitsB);
        assertThat(bits(listA.and(listB).asList())).isEqualTo(common);

        ExtentList aligned = listA.aligned(16, SIZE);
        assertThat(listA.minus(aligned).isEmpty()).isTrue();
        for (Extent extent : aligned) {
            assertThat(extent.offset() % 16).isZero();
            assertThat(extent.end() % 16 == 0 || extent.end() == SIZE).isTrue();
        }
    }

    private static List<Extent> ranges(Random random, int count) {
        List<Extent> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int offset = random.nextInt(SIZE);
            ranges.add(new Extent(offset, 1 + random.nextInt(SIZE - offset)));
        }
        return ranges;
    }

    private static BitSet bits(List<Extent> ranges) {
        BitSet bits = new BitSet(SIZE);
        for (Extent range : ranges) {
            bits.set((int) range.offset(), (int) range.end());
        }
        return bits;
    }
}
