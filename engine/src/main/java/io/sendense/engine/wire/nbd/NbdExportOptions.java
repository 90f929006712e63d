package io.sendense.engine.wire.nbd;

/// How one device is offered. Immutable.
///
/// @param description a line for people, told to clients that ask; may be empty
/// @param minimumBlockBytes offsets and lengths of requests must be multiples of it: a power of two
///   up to 64 KiB. Only 1 serves clients that do not ask for block sizes
public record NbdExportOptions(
        Access access, Zeroing zeroing, String description, int minimumBlockBytes) {
    public NbdExportOptions {
        BlockSizes.requireMinimum(minimumBlockBytes);
    }

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
        return new NbdExportOptions(Access.AS_DEVICE, Zeroing.MAY_BE_SLOW, "", 1);
    }

    public NbdExportOptions withAccess(Access value) {
        return new NbdExportOptions(value, zeroing, description, minimumBlockBytes);
    }

    public NbdExportOptions withZeroing(Zeroing value) {
        return new NbdExportOptions(access, value, description, minimumBlockBytes);
    }

    public NbdExportOptions withDescription(String value) {
        return new NbdExportOptions(access, zeroing, value, minimumBlockBytes);
    }

    public NbdExportOptions withMinimumBlockBytes(int value) {
        return new NbdExportOptions(access, zeroing, description, value);
    }
}
