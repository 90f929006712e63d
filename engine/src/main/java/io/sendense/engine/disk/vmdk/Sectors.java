package io.sendense.engine.disk.vmdk;

/// The unit of all sizes and places in VMDK files. Stateless.
final class Sectors {
    static final int BYTES = 512;

    /// 64 TiB: no product makes a larger disk, and every count of its bytes fits a `long`.
    static final long MAX_DISK = 1L << 37;

    private Sectors() {}

    /// Bytes of so many sectors.
    ///
    /// @throws ArithmeticException more than any disk or file has
    static long bytes(long sectors) {
        if (sectors < 0 || sectors > MAX_DISK) {
            throw new ArithmeticException(sectors + " sectors");
        }
        return sectors * BYTES;
    }

    /// The sectors that hold so many bytes.
    static long holding(long bytes) {
        return (bytes + BYTES - 1) / BYTES;
    }
}
