package io.sendense.engine.disk.block;

/// A half-open byte range of a disk: `offset` is its first byte, `end()` the first byte after it.
/// Never empty. Immutable.
///
/// @param offset first byte, at least 0
/// @param length number of bytes, at least 1
public record Extent(long offset, long length) implements Comparable<Extent> {
    public Extent {
        if (offset < 0 || length <= 0 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException(
                    "not an extent: offset " + offset + ", length " + length);
        }
    }

    /// The extent from `offset` up to, but not including, `end`.
    public static Extent between(long offset, long end) {
        return new Extent(offset, end - offset);
    }

    /// The first byte after this extent.
    public long end() {
        return offset + length;
    }

    /// Whether the two share at least one byte.
    public boolean overlaps(Extent other) {
        return offset < other.end() && other.offset < end();
    }

    @Override
    public int compareTo(Extent other) {
        int byOffset = Long.compare(offset, other.offset);
        return byOffset != 0 ? byOffset : Long.compare(length, other.length);
    }

    @Override
    public String toString() {
        return "[" + offset + "+" + length + "]";
    }
}
