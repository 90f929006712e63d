package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The extents of a disk, one after the other. Owns them. Thread-safe.
final class ExtentSequence implements AutoCloseable {
    private final List<VmdkExtent> extents;

    /// First byte of each extent, and the end of the last.
    private final long[] starts;

    /// @param extents at least one; together at most as long as a disk may be
    ExtentSequence(List<VmdkExtent> extents) {
        this.extents = List.copyOf(extents);
        this.starts = new long[extents.size() + 1];
        for (int i = 0; i < extents.size(); i++) {
            starts[i + 1] = starts[i] + extents.get(i).size();
        }
    }

    long size() {
        return starts[extents.size()];
    }

    List<Path> files() {
        return extents.stream().flatMap(extent -> extent.files().stream()).distinct().toList();
    }

    private int at(long offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    void read(long offset, ByteBuffer target, VmdkExtent.Missing missing) throws IOException {
        long position = offset;
        int limit = target.limit();
        for (int i = at(offset); target.position() < limit; i++) {
            long start = starts[i];
            int count = (int) Math.min(starts[i + 1] - position, limit - target.position());
            target.limit(target.position() + count);
            extents.get(i)
                    .read(
                            position - start,
                            target,
                            (within, rest) -> missing.read(start + within, rest));
            target.limit(limit);
            position += count;
        }
    }

    List<VmdkRun> runs(long offset, long length) throws IOException {
        VmdkRuns runs = new VmdkRuns();
        long position = offset;
        long end = offset + length;
        for (int i = at(offset); position < end; i++) {
            long start = starts[i];
            long count = Math.min(starts[i + 1], end) - position;
            runs.beginExtent();
            extents.get(i).runs(position - start, count, run -> runs.add(start, run));
            position += count;
        }
        return runs.toList();
    }

    @Override
    public void close() throws IOException {
        closeAll(extents);
    }

    /// Closes every one, and then throws the first failure.
    static void closeAll(List<VmdkExtent> extents) throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (VmdkExtent extent : extents) {
            try {
                extent.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IOException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /// Offsets of the whole disk, from those of an extent.
    static Extent moved(long start, Extent extent) {
        return new Extent(start + extent.offset(), extent.length());
    }
}
