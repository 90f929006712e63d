package io.sendense.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PiecesTest {
    private static final int PIECE = 1000;

    private static List<Piece> all(ExtentList plan, int gap) {
        Pieces pieces = new Pieces(plan, PIECE, gap);
        List<Piece> found = new ArrayList<>();
        for (var next = pieces.next(); next.isPresent(); next = pieces.next()) {
            found.add(next.get());
        }
        assertThat(pieces.next()).isEmpty();
        return found;
    }

    private static ExtentList plan(Extent... extents) {
        return ExtentList.union(List.of(extents));
    }

    @Test
    void readsSmallGapsAlongAndNoLargerOnes() {
        ExtentList plan = plan(new Extent(100, 50), new Extent(250, 50), new Extent(401, 10));
        assertThat(all(plan, 100))
                .containsExactly(
                        new Piece(List.of(new Extent(100, 50), new Extent(250, 50))),
                        new Piece(List.of(new Extent(401, 10))));
        assertThat(all(plan, 0)).hasSize(3);
    }

    @Test
    void endsPiecesAtMultiplesOfTheirSize() {
        assertThat(all(plan(new Extent(900, 1200), new Extent(2150, 10)), 100))
                .containsExactly(
                        new Piece(List.of(new Extent(900, 100))),
                        new Piece(List.of(new Extent(1000, 1000))),
                        new Piece(List.of(new Extent(2000, 100), new Extent(2150, 10))));
    }

    /// Whatever the plan: each planned byte comes once, in order, and gaps stay within their bound.
    @Property
    void givesEveryPlannedByteOnce(
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 2500) Integer> lengths,
            @ForAll @IntRange(max = 300) int gap) {
        List<Extent> extents = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < lengths.size(); i++) {
            if (i % 2 == 0) {
                extents.add(new Extent(at, lengths.get(i)));
            }
            at += i % 2 == 0 ? lengths.get(i) : lengths.get(i) % 400 + 1;
        }
        ExtentList plan = ExtentList.union(extents);
        List<Extent> given = new ArrayList<>();
        long end = 0;
        for (Piece piece : all(plan, gap)) {
            Extent span = piece.span();
            assertThat(span.offset()).isGreaterThanOrEqualTo(end);
            assertThat(span.offset() / PIECE).isEqualTo((span.end() - 1) / PIECE);
            long read = piece.parts().stream().mapToLong(Extent::length).sum();
            assertThat(span.length() - read)
                    .isLessThanOrEqualTo((long) gap * (piece.parts().size() - 1));
            given.addAll(piece.parts());
            end = span.end();
        }
        assertThat(given.stream().mapToLong(Extent::length).sum()).isEqualTo(plan.bytes());
        assertThat(ExtentList.union(given)).isEqualTo(plan);
    }
}
