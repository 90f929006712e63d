package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ReadOnlyDeviceException;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Semaphore;

/// A flat disk file behind `/folder`. Thread-safe.
///
/// A read is cut into requests that run at the same time on virtual threads, at most so many per
/// disk. When a read returns or throws, nobody writes into its buffer any more.
final class FolderBlockDevice implements BlockDevice {
    private final long size;
    private final RangeReader reader;
    private final int requestBytes;
    private final Semaphore requests;
    private volatile boolean closed;

    FolderBlockDevice(long size, RangeReader reader, FolderLimits limits) {
        this.size = size;
        this.reader = reader;
        this.requestBytes = limits.requestBytes();
        this.requests = new Semaphore(limits.perDisk(), true);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean readOnly() {
        return true;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        BlockDevice.checkRange(offset, target.remaining(), size);
        if (closed) {
            throw new IOException("the disk is closed");
        }
        if (!target.hasRemaining()) {
            return;
        }
        if (target.remaining() <= requestBytes && Thread.currentThread().isVirtual()) {
            request(offset, target);
            return;
        }
        ParallelParts parts = new ParallelParts();
        int start = target.position();
        for (int done = 0; done < target.remaining(); done += requestBytes) {
            long at = offset + done;
            int length = Math.min(requestBytes, target.remaining() - done);
            ByteBuffer part = target.slice(start + done, length);
            parts.add(() -> request(at, part));
        }
        parts.run();
        target.position(target.limit());
    }

    private void request(long offset, ByteBuffer target) throws IOException {
        try {
            requests.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection");
        }
        try {
            reader.read(offset, target);
        } finally {
            requests.release();
        }
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        BlockDevice.checkRange(offset, source.remaining(), size);
        throw new ReadOnlyDeviceException(reader.name());
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        BlockDevice.checkRange(offset, length, size);
        throw new ReadOnlyDeviceException(reader.name());
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size);
        throw new ReadOnlyDeviceException(reader.name());
    }

    @Override
    public void flush() {}

    /// One `DATA` extent: a file over HTTP does not show its holes.
    @Override
    public List<BlockStatus> blockStatus(long offset, long length) {
        BlockDevice.checkRange(offset, length, size);
        return length == 0
                ? List.of()
                : List.of(new BlockStatus(new Extent(offset, length), Allocation.DATA));
    }

    /// Refuses further reads; those under way go on to their end.
    @Override
    public void close() {
        closed = true;
    }
}
