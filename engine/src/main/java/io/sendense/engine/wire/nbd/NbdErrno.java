package io.sendense.engine.wire.nbd;

/// The error values a server may answer a request with (proto.md, "Error values").
public enum NbdErrno {
    /// Operation not permitted: writing to a read-only export.
    EPERM(1),
    /// Input/output error.
    EIO(5),
    /// Cannot allocate memory.
    ENOMEM(12),
    /// Invalid argument: a request the server does not understand or that is out of range.
    EINVAL(22),
    /// No space left on device, or a write past its end.
    ENOSPC(28),
    /// Value too large: an answer that cannot be given in one piece.
    EOVERFLOW(75),
    /// Operation not supported: zeroes that would not be fast.
    ENOTSUP(95),
    /// The server is being shut down.
    ESHUTDOWN(108);

    private final int code;

    NbdErrno(int code) {
        this.code = code;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }

    /// The constant for a number from the wire. A number nobody defined counts as `EINVAL`, as
    /// proto.md advises.
    public static NbdErrno of(int code) {
        for (NbdErrno each : values()) {
            if (each.code == code) {
                return each;
            }
        }
        return EINVAL;
    }
}
