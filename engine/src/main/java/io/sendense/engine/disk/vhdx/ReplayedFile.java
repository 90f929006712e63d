package io.sendense.engine.disk.vhdx;

import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/// A file with what its log holds laid over it (MS-VHDX 2.3.3), in memory only. Filled by one
/// thread, then thread-safe. Closing it closes the file.
final class ReplayedFile implements AutoCloseable {
    /// What a log holds is in pieces of this size, at multiples of it.
    static final int SECTOR_BYTES = 4 << 10;

    private final PositionedFile file;
    private final TreeMap<Long, byte[]> sectors = new TreeMap<>();

    /// Ranges that became zero, begin to end, apart from each other; older than `sectors` where
    /// both say something.
    private final TreeMap<Long, Long> zeroes = new TreeMap<>();

    private long length;
    private int entries;

    ReplayedFile(PositionedFile file) throws IOException {
        this.file = file;
        this.length = file.length();
    }

    /// @param sector not changed by anybody afterwards
    void write(long position, byte[] sector) {
        sectors.put(position, sector);
        length = Math.max(length, position + sector.length);
    }

    void zero(long position, long end) {
        sectors.subMap(position, end).clear();
        long from = position;
        long to = end;
        Map.Entry<Long, Long> before = zeroes.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        for (Map.Entry<Long, Long> next = zeroes.ceilingEntry(from);
                next != null && next.getKey() <= to;
                next = zeroes.ceilingEntry(from)) {
            to = Math.max(to, next.getValue());
            zeroes.remove(next.getKey());
        }
        zeroes.put(from, to);
        length = Math.max(length, end);
    }

    /// Counts a log entry that was laid over the file.
    void replayed(long lastFileOffset) {
        length = Math.max(length, lastFileOffset);
        entries++;
    }

    /// How many log entries were laid over the file.
    int entries() {
        return entries;
    }

    String name() {
        return file.name();
    }

    PositionedFile file() {
        return file;
    }

    /// Length the file would have.
    long length() {
        return length;
    }

    /// Fills `target`; what lies beyond the end reads as zeroes.
    void read(long position, ByteBuffer target) throws IOException {
        int start = target.position();
        int limit = target.limit();
        file.read(position, target);
        if (zeroes.isEmpty() && sectors.isEmpty()) {
            return;
        }
        long end = position + limit - start;
        Long first = zeroes.floorKey(position);
        for (Map.Entry<Long, Long> range :
                zeroes.subMap(first == null ? position : first, end).entrySet()) {
            long from = Math.max(range.getKey(), position);
            long to = Math.min(range.getValue(), end);
            if (from < to) {
                Zeroes.fill(part(target, start, from - position, to - position));
            }
        }
        for (Map.Entry<Long, byte[]> sector :
                sectors.subMap(position - SECTOR_BYTES + 1, end).entrySet()) {
            long from = Math.max(sector.getKey(), position);
            long to = Math.min(sector.getKey() + SECTOR_BYTES, end);
            part(target, start, from - position, to - position)
                    .put(sector.getValue(), (int) (from - sector.getKey()), (int) (to - from));
        }
    }

    private static ByteBuffer part(ByteBuffer target, int start, long from, long to) {
        return target.duplicate().limit(start + (int) to).position(start + (int) from);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
