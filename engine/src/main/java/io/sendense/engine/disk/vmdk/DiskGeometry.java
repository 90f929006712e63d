package io.sendense.engine.disk.vmdk;

/// Cylinders, heads and sectors as a SCSI adapter's BIOS would report them, which descriptors must
/// state and nobody goes by. Immutable.
record DiskGeometry(long cylinders, int heads, int sectors) {
    private static final long GIB = 1L << 30;

    /// What VMware's products choose for disks of this size on a SCSI adapter.
    static DiskGeometry of(long bytes) {
        if (bytes < GIB) {
            return with(bytes, 64, 32);
        }
        return bytes < 2 * GIB ? with(bytes, 128, 32) : with(bytes, 255, 63);
    }

    private static DiskGeometry with(long bytes, int heads, int sectors) {
        long cylinders = bytes / ((long) heads * sectors * Sectors.BYTES);
        return new DiskGeometry(Math.clamp(cylinders, 1, 65_535), heads, sectors);
    }
}
