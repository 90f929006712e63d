package io.sendense.engine.disk.image;

/// How a disk is copied. Immutable.
///
/// @param target what the target is known to hold
/// @param requests how many pieces are under way at once
/// @param requestBytes length of a piece, a multiple of 64 KiB; memory in use is `requests *
///   requestBytes`
public record CopyOptions(TargetContent target, int requests, int requestBytes) {
    /// Zeroes are looked for in blocks of this many bytes.
    public static final int ZERO_BLOCK_BYTES = 64 << 10;

    public CopyOptions {
        if (requests < 1
                || requests > 64
                || requestBytes < ZERO_BLOCK_BYTES
                || requestBytes % ZERO_BLOCK_BYTES != 0) {
            throw new IllegalArgumentException(
                    "requests " + requests + ", request bytes " + requestBytes);
        }
    }

    /// Four requests of 1 MiB.
    public static CopyOptions into(TargetContent target) {
        return new CopyOptions(target, 4, 1 << 20);
    }

    /// For a file `DiskImages.create` just made. A VMDK gets one request at a time: it is written
    /// from front to back, and packs by several threads of its own.
    public static CopyOptions intoNew(DiskFormat format) {
        return new CopyOptions(TargetContent.ZEROES, format == DiskFormat.VMDK ? 1 : 4, 1 << 20);
    }

    /// What the target holds before the copy.
    public enum TargetContent {
        /// Nothing but zeroes, and no backing file: zeroes need not be written.
        ZEROES,
        /// Anything: zeroes are written too, and a longer target's rest becomes zero.
        UNKNOWN
    }
}
