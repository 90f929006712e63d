package io.sendense.engine.disk.block;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A sparse disk in memory: 64 KiB pages that appear when they are first written. Thread-safe.
///
/// For tests and for throw-away overlays; memory use is what was written, not the size.
public final class MemoryBlockDevice implements BlockDevice {
    private static final int PAGE_BYTES = 64 << 10;

    private final long size;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Long, byte[]> pages = new HashMap<>();

    public MemoryBlockDevice(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        BlockDevice.checkRange(offset, target.remaining(), size);
        synchronized (lock) {
            long position = offset;
            while (target.hasRemaining()) {
                int within = (int) (position % PAGE_BYTES);
                int count = Math.min(PAGE_BYTES - within, target.remaining());
                byte[] page = pages.get(position / PAGE_BYTES);
                if (page == null) {
                    target.put(new byte[count]);
                } else {
                    target.put(page, within, count);
                }
                position += count;
            }
        }
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        BlockDevice.checkRange(offset, source.remaining(), size);
        synchronized (lock) {
            long position = offset;
            while (source.hasRemaining()) {
                int within = (int) (position % PAGE_BYTES);
                int count = Math.min(PAGE_BYTES - within, source.remaining());
                byte[] page =
                        pages.computeIfAbsent(position / PAGE_BYTES, _ -> new byte[PAGE_BYTES]);
                source.get(page, within, count);
                position += count;
            }
        }
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) {
        BlockDevice.checkRange(offset, length, size);
        synchronized (lock) {
            long position = offset;
            long end = offset + length;
            while (position < end) {
                int within = (int) (position % PAGE_BYTES);
                int count = (int) Math.min(PAGE_BYTES - within, end - position);
                byte[] page = pages.get(position / PAGE_BYTES);
                if (page != null && count == PAGE_BYTES && mode == ZeroMode.MAY_DEALLOCATE) {
                    pages.remove(position / PAGE_BYTES);
                } else if (page != null) {
                    java.util.Arrays.fill(page, within, within + count, (byte) 0);
                } else if (mode == ZeroMode.KEEP_ALLOCATED) {
                    pages.put(position / PAGE_BYTES, new byte[PAGE_BYTES]);
                }
                position += count;
            }
        }
    }

    @Override
    public void trim(long offset, long length) {
        zero(offset, length, ZeroMode.MAY_DEALLOCATE);
    }

    @Override
    public void flush() {
        // Memory is as stable as it will get.
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) {
        BlockDevice.checkRange(offset, length, size);
        List<BlockStatus> result = new ArrayList<>();
        synchronized (lock) {
            long position = offset;
            long end = offset + length;
            while (position < end) {
                long next = Math.min(end, (position / PAGE_BYTES + 1) * PAGE_BYTES);
                Allocation allocation =
                        pages.containsKey(position / PAGE_BYTES)
                                ? Allocation.DATA
                                : Allocation.HOLE;
                BlockStatus last = result.isEmpty() ? null : result.getLast();
                if (last != null && last.allocation() == allocation) {
                    Extent grown = Extent.between(last.extent().offset(), next);
                    result.set(result.size() - 1, new BlockStatus(grown, allocation));
                } else {
                    result.add(new BlockStatus(Extent.between(position, next), allocation));
                }
                position = next;
            }
        }
        return result;
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}
