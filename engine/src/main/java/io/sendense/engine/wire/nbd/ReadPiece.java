package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A part of what a read returns.
sealed interface ReadPiece {
    /// Bytes to be sent.
    record Data(long offset, ByteBuffer bytes) implements ReadPiece {}

    /// A range that reads as zeroes, to be named instead of sent.
    record Hole(long offset, int length) implements ReadPiece {}

    /// Shorter holes cost more to describe than to send.
    int LEAST_HOLE_BYTES = 32 << 10;

    /// Cuts a read at the holes worth naming.
    ///
    /// @param status covers exactly `offset` and the bytes of `buffer`
    /// @param buffer the space of the read; the data pieces are parts of it
    /// @param blockBytes a power of two; no piece begins or ends within such a block
    static List<ReadPiece> cut(
            long offset, ByteBuffer buffer, List<BlockStatus> status, int blockBytes) {
        List<ReadPiece> pieces = new ArrayList<>();
        int end = buffer.remaining();
        int dataFrom = 0;
        for (int i = 0; i < status.size(); i++) {
            int zeroesFrom = (int) (status.get(i).extent().offset() - offset);
            int zeroesTo = zeroesFrom;
            while (i < status.size() && status.get(i).allocation().readsAsZero()) {
                zeroesTo = (int) (status.get(i).extent().end() - offset);
                i++;
            }
            zeroesFrom = (zeroesFrom + blockBytes - 1) & -blockBytes;
            zeroesTo &= -blockBytes;
            int length = zeroesTo - zeroesFrom;
            if (length >= LEAST_HOLE_BYTES || length == end) {
                addData(pieces, offset, buffer, dataFrom, zeroesFrom);
                pieces.add(new Hole(offset + zeroesFrom, length));
                dataFrom = zeroesTo;
            }
        }
        addData(pieces, offset, buffer, dataFrom, end);
        return pieces;
    }

    private static void addData(
            List<ReadPiece> pieces, long offset, ByteBuffer buffer, int from, int to) {
        if (from < to) {
            pieces.add(new Data(offset + from, buffer.slice(buffer.position() + from, to - from)));
        }
    }
}
