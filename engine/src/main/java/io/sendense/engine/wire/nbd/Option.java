package io.sendense.engine.wire.nbd;

import org.jspecify.annotations.Nullable;

/// What a client can say while the two haggle (proto.md, "Option types").
enum Option {
    /// Choose an export and go on to the transmission phase; the one option without a way to answer
    /// an error.
    EXPORT_NAME(1),
    ABORT(2),
    LIST(3),
    /// Go on over TLS.
    STARTTLS(5),
    /// Tell about an export.
    INFO(6),
    /// Tell about an export, then go on to the transmission phase.
    GO(7),
    STRUCTURED_REPLY(8),
    LIST_META_CONTEXT(9),
    SET_META_CONTEXT(10),
    EXTENDED_HEADERS(11);

    private final int code;

    Option(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /// The option of this number, or null.
    static @Nullable Option of(int code) {
        for (Option each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return null;
    }
}
