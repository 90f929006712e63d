package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ReadOnlyDevice;
import io.sendense.engine.disk.block.ServedReads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A file behind `/folder`: a disk's flat file, or a redo log as it is. Thread-safe.
///
/// A read is cut into requests that run at the same time on virtual threads, at most so many per
/// disk. When a read returns or throws, nobody writes into its buffer any more.
final class FolderBlockDevice extends ReadOnlyDevice implements ServedReads {
    private final long size;
    private final RangeReader reader;
    private final DiskRequests requests;

    FolderBlockDevice(long size, RangeReader reader, DiskRequests requests) {
        super(reader.name());
        this.size = size;
        this.reader = reader;
        this.requests = requests;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        checkReadable(offset, target.remaining());
        int most = requests.mostBytes();
        if (target.remaining() <= most && Thread.currentThread().isVirtual()) {
            request(offset, target);
            return;
        }
        ParallelParts parts = new ParallelParts();
        int start = target.position();
        for (int done = 0; done < target.remaining(); done += most) {
            long at = offset + done;
            int length = Math.min(most, target.remaining() - done);
            ByteBuffer part = target.slice(start + done, length);
            parts.add(() -> request(at, part));
        }
        parts.run();
        target.position(target.limit());
    }

    /// One request; `target` has room for at most one.
    void request(long offset, ByteBuffer target) throws IOException {
        if (target.hasRemaining()) {
            requests.read(reader, offset, target);
        }
    }

    /// Of all files of the disk.
    @Override
    public long readNanos() {
        return requests.times().allNanos();
    }

    @Override
    public long arrivalNanos() {
        return requests.times().arrivalNanos();
    }

    /// One `DATA` extent: a file over HTTP does not show its holes.
    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        checkReadable(offset, length);
        return length == 0
                ? List.of()
                : List.of(new BlockStatus(new Extent(offset, length), Allocation.DATA));
    }

    /// Ends the reads under way: they fail.
    @Override
    protected void closeFiles() {
        reader.close();
    }
}
