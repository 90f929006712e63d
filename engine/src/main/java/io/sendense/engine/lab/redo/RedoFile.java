package io.sendense.engine.lab.redo;

import io.sendense.engine.lab.content.BaseContent;
import io.sendense.engine.lab.content.Zeroes;
import io.sendense.engine.lab.storage.ChangedBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A file made of parts that are rendered when they are read; between them it is zero. Immutable.
public abstract class RedoFile {
    static final int SECTOR_BYTES = 512;
    static final int BLOCK_BYTES = BaseContent.BLOCK_BYTES;

    /// Entries of a grain table, in both formats.
    static final int TABLE_ENTRIES = 4096;

    private final RedoContent content;
    private final NavigableMap<Long, Part> parts = new TreeMap<>();
    private long size;

    RedoFile(RedoContent content) {
        this.content = content;
    }

    /// A part of the file.
    ///
    /// @param length in bytes
    /// @param rendering writes `target.remaining()` bytes from byte `within` of the part on
    private record Part(long length, Rendering rendering) {}

    @FunctionalInterface
    interface Rendering {
        void write(long within, ByteBuffer target);
    }

    /// Its size in bytes.
    public long size() {
        return size;
    }

    /// Fills `target` with the bytes at `offset`, which must lie within the file.
    public void read(long offset, ByteBuffer target) {
        long position = offset;
        long end = offset + target.remaining();
        while (position < end) {
            Map.Entry<Long, Part> found = parts.floorEntry(position);
            boolean inside = found != null && position < found.getKey() + found.getValue().length();
            Long next = parts.higherKey(position);
            long until = inside ? found.getKey() + found.getValue().length() : end;
            until = Math.min(end, !inside && next != null ? next : until);
            int limit = target.limit();
            target.limit(target.position() + (int) (until - position));
            if (inside) {
                found.getValue().rendering().write(position - found.getKey(), target);
            } else {
                Zeroes.put(target, target.remaining());
            }
            target.limit(limit);
            position = until;
        }
    }

    final void part(long at, long length, Rendering rendering) {
        parts.put(at, new Part(length, rendering));
        grow(at + length);
    }

    /// The file is at least that long.
    final void grow(long bytes) {
        size = Math.max(size, bytes);
    }

    /// A part that is small enough to be rendered as a whole each time.
    final void smallPart(long at, ByteBuffer bytes) {
        part(
                at,
                bytes.capacity(),
                (within, target) ->
                        target.put(
                                bytes.duplicate().clear().slice((int) within, target.remaining())));
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Bytes of the disk in a block: the last one may be shorter.
    final int bytesIn(ChangedBlock block) {
        return (int) Math.min(BLOCK_BYTES, capacity() - block.number() * BLOCK_BYTES);
    }

    /// Puts a block's bytes into the file, filled up with zeroes to `length`.
    final void stored(long at, ChangedBlock block, int length) {
        int there = bytesIn(block);
        part(
                at,
                length,
                (within, target) -> {
                    int count = Math.clamp(there - within, 0, target.remaining());
                    int limit = target.limit();
                    target.limit(target.position() + count);
                    if (count > 0) {
                        content.read(block.number() * BLOCK_BYTES + within, target);
                    }
                    target.limit(limit);
                    Zeroes.put(target, target.remaining());
                });
    }

    final long capacity() {
        return content.capacityBytes();
    }

    /// In the order in which they came into the log.
    final List<ChangedBlock> byAge() {
        return content.blocks().stream()
                .sorted(
                        Comparator.comparingLong(ChangedBlock::age)
                                .thenComparingLong(ChangedBlock::number))
                .toList();
    }
}
