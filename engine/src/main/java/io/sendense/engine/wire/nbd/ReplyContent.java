package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.Extent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a client expects to come back with the reply to a request, and how much of it has come.
/// Confined to the reading thread of a connection until the request is done.
sealed interface ReplyContent {

    /// Only whether it worked.
    record Nothing() implements ReplyContent {}

    /// Bytes of a range, in any order of pieces that neither overlap nor leave a gap.
    final class Bytes implements ReplyContent {
        /// A peer that cuts a read into more out-of-order pieces than this is not serious.
        private static final int MOST_GAPS = 1024;

        private final long offset;
        private final ByteBuffer target;

        /// What has come, in the order in which it came, joined where it continues the last piece.
        private final List<Extent> received = new ArrayList<>();

        private long receivedBytes;

        /// @param target from its position to its limit is filled
        Bytes(long offset, ByteBuffer target) {
            this.offset = offset;
            this.target = target.slice();
        }

        /// The space for a piece.
        ///
        /// @throws NbdProtocolException the piece is out of the range, or came before
        ByteBuffer place(long pieceOffset, long length) throws NbdProtocolException {
            long from = pieceOffset - offset;
            if (length <= 0 || from < 0 || from > target.capacity() - length) {
                throw new NbdProtocolException(
                        "a piece "
                                + Long.toUnsignedString(pieceOffset)
                                + "+"
                                + length
                                + " is not within the read "
                                + offset
                                + "+"
                                + target.capacity());
            }
            note(new Extent(pieceOffset, length));
            return target.slice((int) from, (int) length);
        }

        private void note(Extent piece) throws NbdProtocolException {
            for (Extent other : received) {
                if (other.overlaps(piece)) {
                    throw new NbdProtocolException("a piece " + piece + " overlaps " + other);
                }
            }
            Extent last = received.isEmpty() ? null : received.getLast();
            if (last != null && last.end() == piece.offset()) {
                received.set(received.size() - 1, Extent.between(last.offset(), piece.end()));
            } else {
                received.add(piece);
            }
            if (received.size() > MOST_GAPS) {
                throw new NbdProtocolException("a read comes in more than 1024 scattered pieces");
            }
            receivedBytes += piece.length();
        }

        long length() {
            return target.capacity();
        }

        /// @throws NbdProtocolException bytes are missing
        void requireComplete() throws NbdProtocolException {
            if (receivedBytes != target.capacity()) {
                throw new NbdProtocolException(
                        "of a read of "
                                + target.capacity()
                                + " bytes at "
                                + offset
                                + " only "
                                + receivedBytes
                                + " came");
            }
        }
    }

    /// What one metadata context says, from the beginning of a range, as far as the server told.
    final class Statuses implements ReplyContent {
        private final Extent range;
        private final int context;
        private final List<StatusRun> found = new ArrayList<>();
        private boolean answered;

        /// @param context its number on the connection
        Statuses(Extent range, int context) {
            this.range = range;
            this.context = context;
        }

        /// Whether a chunk about this context is what was asked for; others are passed over.
        ///
        /// @throws NbdProtocolException there has been one already
        boolean begin(int chunkContext) throws NbdProtocolException {
            if (chunkContext != context) {
                return false;
            }
            if (answered) {
                throw new NbdProtocolException("context " + context + " is answered twice");
            }
            answered = true;
            return true;
        }

        long end() {
            return found.isEmpty() ? range.offset() : found.getLast().end();
        }

        /// Takes one descriptor. Only the last one may reach beyond the range, and is cut there.
        void add(long length, long state) throws NbdProtocolException {
            long from = end();
            if (length == 0) {
                throw new NbdProtocolException("a block status of length 0 at " + from);
            }
            if (from >= range.end()) {
                throw new NbdProtocolException("a block status beyond " + range);
            }
            long left = range.end() - from;
            boolean beyond = Long.compareUnsigned(length, left) > 0;
            found.add(new StatusRun(from, beyond ? left : length, state));
        }

        /// @throws NbdProtocolException the server told nothing
        void requireSome() throws NbdProtocolException {
            if (found.isEmpty()) {
                throw new NbdProtocolException("no block status in the reply for " + range);
            }
        }

        List<StatusRun> found() {
            return found;
        }
    }
}
