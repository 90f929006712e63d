package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadPieceTest {
    private static final int KIB = 1024;

    @Test
    void sendsDataWhole() {
        assertThat(cut(data(100_000))).containsExactly("data 1000+100000");
    }

    @Test
    void namesAHoleInTheMiddle() {
        assertThat(cut(data(4 * KIB), hole(64 * KIB), data(KIB)))
                .containsExactly("data 1000+4096", "hole 5096+65536", "data 70632+1024");
    }

    @Test
    void joinsZeroesAndHolesThatTouch() {
        assertThat(cut(hole(16 * KIB), zero(16 * KIB), data(KIB)))
                .containsExactly("hole 1000+32768", "data 33768+1024");
    }

    @Test
    void sendsShortHolesAsZeroes() {
        assertThat(cut(data(KIB), hole(16 * KIB), data(KIB), zero(16 * KIB)))
                .containsExactly("data 1000+34816");
    }

    @Test
    void namesAShortReadThatIsAllHole() {
        assertThat(cut(hole(512), zero(512))).containsExactly("hole 1000+1024");
    }

    @Test
    void cutsNoBlock() {
        assertThat(pieces(0, 4096, data(100), hole(68 * KIB), data(KIB)))
                .containsExactly("data 0+4096", "hole 4096+65536", "data 69632+1124");
        assertThat(pieces(0, 65_536, data(100), hole(96 * KIB), data(KIB)))
                .containsExactly("data 0+99428");
    }

    private record Part(Allocation allocation, int length) {}

    private static Part data(int length) {
        return new Part(Allocation.DATA, length);
    }

    private static Part hole(int length) {
        return new Part(Allocation.HOLE, length);
    }

    private static Part zero(int length) {
        return new Part(Allocation.ZERO, length);
    }

    private static List<String> cut(Part... parts) {
        return pieces(1000, 1, parts);
    }

    private static List<String> pieces(long start, int block, Part... parts) {
        List<BlockStatus> status = new ArrayList<>();
        long position = start;
        for (Part part : parts) {
            status.add(new BlockStatus(new Extent(position, part.length()), part.allocation()));
            position += part.length();
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) (position - start));
        return ReadPiece.cut(start, buffer, status, block).stream()
                .map(piece ->
                        switch (piece) {
                            case ReadPiece.Data(long offset, ByteBuffer bytes) ->
                                    "data " + offset + "+" + bytes.remaining();
                            case ReadPiece.Hole(long offset, int length) ->
                                    "hole " + offset + "+" + length;
                        })
                .toList();
    }
}
