package io.sendense.engine.repository.sums;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The sums of up to [#SLOTS] neighbouring clusters, each at its own place; what the writer keeps
/// until it can sort. Not thread-safe.
///
/// A slot is the kind's code (0: not defined) and the sum.
final class SumsPage {
    static final int SLOTS = 4096;
    private static final int SLOT_BYTES = 1 + Sha256.BYTES;
    static final int BYTES = SLOTS * SLOT_BYTES;

    private final long firstIndex;
    private final ByteBuffer slots = ByteBuffer.allocate(BYTES);
    private boolean changed;

    /// An empty page whose first slot is cluster `firstIndex`.
    SumsPage(long firstIndex) {
        this.firstIndex = firstIndex;
    }

    long firstIndex() {
        return firstIndex;
    }

    /// Whether there is something the scratch file does not have yet.
    boolean changed() {
        return changed;
    }

    /// The whole content, to be written or filled; the page then equals the scratch file.
    ByteBuffer content() {
        changed = false;
        return slots.duplicate().clear();
    }

    /// Stores a sum; says whether its cluster was not defined before.
    boolean put(ClusterSum sum) {
        int at = Math.toIntExact(sum.index() - firstIndex) * SLOT_BYTES;
        boolean first = slots.get(at) == 0;
        sum.sum().putInto(slots.put(at, sum.kind().code()).position(at + 1));
        changed = true;
        return first;
    }

    /// The sum in a slot, or null where none was put.
    @Nullable ClusterSum get(int slot) throws SumsFormatException {
        int at = slot * SLOT_BYTES;
        byte code = slots.get(at);
        return code == 0
                ? null
                : new ClusterSum(
                        firstIndex + slot,
                        SumKind.ofCode(code),
                        Sha256.from(slots.duplicate().position(at + 1)));
    }
}
