package io.sendense.engine.wire.nbd;

import org.jspecify.annotations.Nullable;

/// How a server answers an option (proto.md, "Option reply types").
enum OptionReply {
    /// Accepted, or: no more to come.
    ACK(1),
    /// One export of a list.
    SERVER(2),
    /// One piece of information about an export.
    INFO(3),
    META_CONTEXT(4),
    ERR_UNSUP(OptionReply.ERROR_BIT + 1),
    ERR_POLICY(OptionReply.ERROR_BIT + 2),
    ERR_INVALID(OptionReply.ERROR_BIT + 3),
    ERR_PLATFORM(OptionReply.ERROR_BIT + 4),
    ERR_TLS_REQD(OptionReply.ERROR_BIT + 5),
    /// No such export.
    ERR_UNKNOWN(OptionReply.ERROR_BIT + 6),
    ERR_SHUTDOWN(OptionReply.ERROR_BIT + 7),
    ERR_BLOCK_SIZE_REQD(OptionReply.ERROR_BIT + 8),
    /// The option's data is longer than the server looks at.
    ERR_TOO_BIG(OptionReply.ERROR_BIT + 9),
    /// Extended headers are wanted, or agreed on already.
    ERR_EXT_HEADER_REQD(OptionReply.ERROR_BIT + 10);

    /// Set in every answer that is an error.
    static final int ERROR_BIT = 1 << 31;

    // What an INFO answer is about: its first 16 bits.

    /// Then 64 bits size, 16 bits transmission flags.
    static final int INFO_EXPORT = 0;

    /// Then the name by which the server knows the export.
    static final int INFO_NAME = 1;

    /// Then a line for people.
    static final int INFO_DESCRIPTION = 2;

    /// Then 32 bits each: minimum, preferred and maximum block size.
    static final int INFO_BLOCK_SIZE = 3;

    private final int code;

    OptionReply(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static boolean isError(int code) {
        return (code & ERROR_BIT) != 0;
    }

    static @Nullable OptionReply of(int code) {
        for (OptionReply each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return null;
    }

    /// The name of an answer for messages.
    static String nameOf(int code) {
        OptionReply reply = of(code);
        return reply == null ? "0x" + Integer.toHexString(code) : "NBD_REP_" + reply.name();
    }
}
