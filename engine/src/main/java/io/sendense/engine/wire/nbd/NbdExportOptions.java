package io.sendense.engine.wire.nbd;

/// How one device is offered. Immutable.
///
/// @param description a line for people, told to clients that ask; may be empty
public record NbdExportOptions(Access access, Zeroing zeroing, String description) {

    /// Whether clients may write.
    public enum Access {
        /// As the device itself.
        AS_DEVICE,
        READ_ONLY
    }

    /// What is known about the device's `zero`. Clients such as `qemu-img convert` zero a whole
    /// target first where that is fast, and write zeroes as they come where it is not.
    public enum Zeroing {
        /// Requests that insist on fast zeroes (`NBD_CMD_FLAG_FAST_ZERO`) are answered `ENOTSUP`.
        MAY_BE_SLOW,
        /// Zeroing only notes the fact: it never writes the range.
        FAST
    }

    /// As the device itself, with nothing promised.
    public static NbdExportOptions standard() {
        return new NbdExportOptions(Access.AS_DEVICE, Zeroing.MAY_BE_SLOW, "");
    }

    public NbdExportOptions withAccess(Access value) {
        return new NbdExportOptions(value, zeroing, description);
    }

    public NbdExportOptions withZeroing(Zeroing value) {
        return new NbdExportOptions(access, value, description);
    }

    public NbdExportOptions withDescription(String value) {
        return new NbdExportOptions(access, zeroing, value);
    }
}
