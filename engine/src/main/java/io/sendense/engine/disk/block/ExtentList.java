package io.sendense.engine.disk.block;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/// Extents in ascending order that neither overlap nor touch: a set of bytes in its shortest form.
/// Immutable.
public final class ExtentList implements Iterable<Extent> {
    private static final ExtentList EMPTY = new ExtentList(List.of());

    private final List<Extent> extents;

    private ExtentList(List<Extent> extents) {
        this.extents = extents;
    }

    public static ExtentList empty() {
        return EMPTY;
    }

    /// The whole disk of `size` bytes; empty for a size of 0.
    public static ExtentList whole(long size) {
        return size == 0 ? EMPTY : new ExtentList(List.of(new Extent(0, size)));
    }

    /// The union of `ranges`, which may come in any order, overlap and touch.
    public static ExtentList union(Collection<Extent> ranges) {
        return union(ranges, 0);
    }

    /// The union of `ranges`, with gaps of at most `maxGapBytes` between neighbours filled in.
    public static ExtentList union(Collection<Extent> ranges, long maxGapBytes) {
        List<Extent> sorted = ranges.stream().sorted().toList();
        List<Extent> merged = new ArrayList<>();
        for (Extent next : sorted) {
            Extent last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.offset() - last.end() <= maxGapBytes) {
                merged.set(
                        merged.size() - 1,
                        Extent.between(last.offset(), Math.max(last.end(), next.end())));
            } else {
                merged.add(next);
            }
        }
        return merged.isEmpty() ? EMPTY : new ExtentList(List.copyOf(merged));
    }

    /// These bytes widened to whole blocks of `blockBytes` (a power of two), then clipped to a disk
    /// of `size` bytes.
    public ExtentList aligned(int blockBytes, long size) {
        if (Integer.bitCount(blockBytes) != 1) {
            throw new IllegalArgumentException("block size " + blockBytes + " is no power of two");
        }
        long mask = blockBytes - 1L;
        List<Extent> widened = new ArrayList<>(extents.size());
        for (Extent extent : extents) {
            long start = extent.offset() & ~mask;
            long end = Math.min(size, (extent.end() + mask) & ~mask);
            if (start < end) {
                widened.add(Extent.between(start, end));
            }
        }
        return union(widened);
    }

    /// The bytes of this list that are not in `other`.
    public ExtentList minus(ExtentList other) {
        List<Extent> left = new ArrayList<>();
        int from = 0;
        for (Extent extent : extents) {
            long position = extent.offset();
            while (from < other.extents.size() && other.extents.get(from).end() <= position) {
                from++;
            }
            for (int i = from; i < other.extents.size() && position < extent.end(); i++) {
                Extent cut = other.extents.get(i);
                if (cut.offset() >= extent.end()) {
                    break;
                }
                if (cut.offset() > position) {
                    left.add(Extent.between(position, cut.offset()));
                }
                position = Math.max(position, cut.end());
            }
            if (position < extent.end()) {
                left.add(Extent.between(position, extent.end()));
            }
        }
        return left.isEmpty() ? EMPTY : new ExtentList(List.copyOf(left));
    }

    /// The bytes that are in any of the two lists.
    public ExtentList or(ExtentList other) {
        List<Extent> both = new ArrayList<>(extents);
        both.addAll(other.extents);
        return union(both);
    }

    /// The bytes that are in both lists.
    public ExtentList and(ExtentList other) {
        return minus(minus(other));
    }

    /// Number of bytes in all extents together.
    public long bytes() {
        long sum = 0;
        for (Extent extent : extents) {
            sum += extent.length();
        }
        return sum;
    }

    public boolean isEmpty() {
        return extents.isEmpty();
    }

    /// Number of extents.
    public int count() {
        return extents.size();
    }

    public List<Extent> asList() {
        return extents;
    }

    @Override
    public Iterator<Extent> iterator() {
        return extents.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtentList that && extents.equals(that.extents);
    }

    @Override
    public int hashCode() {
        return extents.hashCode();
    }

    @Override
    public String toString() {
        return extents.toString();
    }
}
