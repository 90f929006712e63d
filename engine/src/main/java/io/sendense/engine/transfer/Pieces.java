package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.Extent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A plan cut into pieces, handed out in ascending order. Thread-safe.
///
/// A piece lies between two multiples of its largest size, so that sources and targets see aligned
/// requests. Extents that are hardly apart come in one piece, as reading the gap along costs less
/// than another request.
final class Pieces {
    private final Iterator<Extent> extents;
    private final int pieceBytes;
    private final int gapBytes;

    /// What is left of the extent that was begun.
    private @Nullable Extent rest;

    /// @param pieceBytes most bytes of a piece, gaps included
    /// @param gapBytes most bytes of one gap
    Pieces(Iterable<Extent> plan, int pieceBytes, int gapBytes) {
        this.extents = plan.iterator();
        this.pieceBytes = pieceBytes;
        this.gapBytes = gapBytes;
    }

    synchronized Optional<Piece> next() {
        List<Extent> parts = new ArrayList<>();
        long limit = Long.MAX_VALUE;
        for (Extent next = peek(); next != null && fits(next, parts, limit); next = peek()) {
            if (parts.isEmpty()) {
                limit = (next.offset() / pieceBytes + 1) * pieceBytes;
            }
            long end = Math.min(next.end(), limit);
            parts.add(Extent.between(next.offset(), end));
            rest = end == next.end() ? null : Extent.between(end, next.end());
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Piece(parts));
    }

    private boolean fits(Extent next, List<Extent> parts, long limit) {
        return parts.isEmpty()
                || (next.offset() < limit && next.offset() - parts.getLast().end() <= gapBytes);
    }

    private @Nullable Extent peek() {
        if (rest == null && extents.hasNext()) {
            rest = extents.next();
        }
        return rest;
    }
}
