package io.sendense.engine.disk.qcow2;

import java.util.ArrayList;
import java.util.List;

/// Guest clusters for which some thread is just filling new host clusters. Guarded by the image's
/// lock.
///
/// Whoever wants to change one of them waits: two threads that each copy the old content of a
/// cluster around their own bytes would lose one another's. The list is as long as the number of
/// writing threads.
final class InFlightClusters {
    private final List<Range> ranges = new ArrayList<>();

    /// How many clusters from `first` on, at most `max`, are not in flight.
    long freeFrom(long first, long max) {
        long count = max;
        for (Range range : ranges) {
            if (range.first <= first && first < range.end) {
                return 0;
            }
            if (range.first > first) {
                count = Math.min(count, range.first - first);
            }
        }
        return count;
    }

    Range add(long first, long clusters) {
        Range range = new Range(first, first + clusters);
        ranges.add(range);
        return range;
    }

    void remove(Range range) {
        ranges.remove(range);
    }

    /// Guest clusters, half-open.
    record Range(long first, long end) {}
}
