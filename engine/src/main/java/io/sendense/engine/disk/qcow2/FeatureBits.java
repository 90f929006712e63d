package io.sendense.engine.disk.qcow2;

/// The three feature masks of a version 3 header; all 0 in version 2. Immutable.
///
/// @param incompatible who does not know one of these must not open the file
/// @param compatible may be ignored
/// @param autoclear must be cleared by a writer that does not know them
public record FeatureBits(long incompatible, long compatible, long autoclear) {
    /// Refcounts may be wrong (lazy refcounts, not closed cleanly).
    public static final long DIRTY = 1;

    /// Marked as damaged; never to be written.
    public static final long CORRUPT = 1 << 1;

    static final long EXTERNAL_DATA_FILE = 1 << 2;
    static final long COMPRESSION_TYPE = 1 << 3;
    static final long EXTENDED_L2 = 1 << 4;

    /// Incompatible features of files we can open.
    static final long KNOWN = DIRTY | CORRUPT | COMPRESSION_TYPE | EXTENDED_L2;

    /// Compatible: a writer may leave refcounts behind, with the dirty bit set.
    static final long LAZY_REFCOUNTS = 1;

    /// Autoclear: the bitmaps extension is up to date.
    static final long BITMAPS = 1;

    static final FeatureBits NONE = new FeatureBits(0, 0, 0);

    /// Whether the file says its refcounts may be wrong.
    public boolean dirty() {
        return (incompatible & DIRTY) != 0;
    }

    /// Whether writers may leave refcounts behind. We never do.
    public boolean lazyRefcounts() {
        return (compatible & LAZY_REFCOUNTS) != 0;
    }

    /// Whether the file says it is damaged.
    public boolean corrupt() {
        return (incompatible & CORRUPT) != 0;
    }
}
