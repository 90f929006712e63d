package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The payload of a `NBD_CMD_BLOCK_STATUS` with extended headers: which of the selected contexts to
/// answer (proto.md, "`NBD_CMD_BLOCK_STATUS`"). Immutable.
///
/// @param length of the range that is asked about, unsigned
record ContextFilter(long length, Set<MetaContext> contexts) {
    private static final int FIXED_BYTES = 8;

    /// Whether a payload so long can be one.
    static boolean possible(long bytes, int selected) {
        return bytes > FIXED_BYTES && bytes % 4 == 0 && bytes <= FIXED_BYTES + 4L * selected;
    }

    /// Reads a payload; nothing where it names a context twice or one that is not selected.
    static Optional<ContextFilter> decode(ByteBuffer payload, Set<MetaContext> selected) {
        long length = payload.getLong();
        Set<MetaContext> wanted = EnumSet.noneOf(MetaContext.class);
        while (payload.hasRemaining()) {
            Optional<MetaContext> context = MetaContext.ofId(payload.getInt());
            if (context.isEmpty()
                    || !selected.contains(context.get())
                    || !wanted.add(context.get())) {
                return Optional.empty();
            }
        }
        return Optional.of(new ContextFilter(length, wanted));
    }

    /// The payload that asks for one context.
    ///
    /// @param number of the context on the connection
    static ByteBuffer encode(long length, int number) {
        return ByteBuffer.allocate(FIXED_BYTES + 4).putLong(length).putInt(number).flip();
    }
}
