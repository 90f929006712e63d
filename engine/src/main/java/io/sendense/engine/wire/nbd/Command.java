package io.sendense.engine.wire.nbd;

import org.jspecify.annotations.Nullable;

/// What a client can ask for in the transmission phase (proto.md, "Request types"), with the
/// command flags that are valid for it (proto.md, "Command flags").
enum Command {
    READ(0, Command.FLAG_DF),
    /// Always followed by a payload.
    WRITE(1, 0),
    /// The only one without an answer.
    DISC(2, 0),
    FLUSH(3, 0),
    TRIM(4, 0),
    /// A hint: the range will be read soon.
    CACHE(5, 0),
    WRITE_ZEROES(6, Command.FLAG_NO_HOLE | Command.FLAG_FAST_ZERO),
    BLOCK_STATUS(7, Command.FLAG_REQ_ONE);

    /// Answer only when what was written is on stable storage. Valid, and without a meaning, for
    /// commands that do not write.
    static final int FLAG_FUA = 1;

    /// Zeroes must stay allocated.
    static final int FLAG_NO_HOLE = 1 << 1;

    /// Answer a read with at most one piece of content.
    static final int FLAG_DF = 1 << 2;

    /// Report one extent only.
    static final int FLAG_REQ_ONE = 1 << 3;

    /// Fail at once rather than write zeroes slowly.
    static final int FLAG_FAST_ZERO = 1 << 4;

    /// The length is that of a payload that follows, with extended headers only; without it the
    /// length is that of the range.
    static final int FLAG_PAYLOAD_LEN = 1 << 5;

    private final int code;
    private final int ownFlags;

    Command(int code, int ownFlags) {
        this.code = code;
        this.ownFlags = ownFlags;
    }

    int code() {
        return code;
    }

    /// Flags a request of this command may carry.
    int validFlags(NbdHeaders headers) {
        int flags = ownFlags | FLAG_FUA;
        if (!headers.chunks()) {
            flags &= ~FLAG_DF;
        }
        return headers == NbdHeaders.EXTENDED && takesPayload() ? flags | FLAG_PAYLOAD_LEN : flags;
    }

    /// Whether something may follow its header: bytes to write, or which contexts to answer.
    private boolean takesPayload() {
        return this == WRITE || this == BLOCK_STATUS;
    }

    /// Whether it changes what the export reads as.
    boolean writes() {
        return this == WRITE || this == WRITE_ZEROES || this == TRIM;
    }

    /// The command of this number, or null: numbers are also in use elsewhere (`RESIZE` is 8).
    static @Nullable Command of(int code) {
        for (Command each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return null;
    }
}
