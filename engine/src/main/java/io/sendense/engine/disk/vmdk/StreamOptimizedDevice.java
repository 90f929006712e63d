package io.sendense.engine.disk.vmdk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A new stream-optimized VMDK, the form OVF packages have, as the target of a copy that goes from
/// front to back. Thread-safe, but the order of writes must be that of their offsets.
///
/// Differs from other devices: a write, zero or trim must not begin before the end of the one
/// before; nothing can be read; and `flush` finishes the file, which takes no more writes after it.
/// What was not written reads as zeroes. Grains of zeroes are left out. A call that failed must not
/// be repeated: everything after it fails too.
///
/// A file that is closed without a `flush`, like one a crash left, has no footer and says in its
/// header that it is open: no reader takes it for a disk.
///
/// Memory: per thread eight grains of 64 KiB, before and after packing.
public final class StreamOptimizedDevice implements BlockDevice {
    private final Object lock = new Object();
    private final PositionedFile file;
    private final long size;

    @GuardedBy("lock")
    private final GrainPipeline pipeline;

    /// The grain that is being filled, and its number; -1 while there is none.
    @GuardedBy("lock")
    private byte[] grain = new byte[GrainStream.GRAIN_BYTES];

    @GuardedBy("lock")
    private long number = -1;

    /// First byte that may still be written.
    @GuardedBy("lock")
    private long position;

    @GuardedBy("lock")
    private boolean finished;

    @GuardedBy("lock")
    private boolean closed;

    private StreamOptimizedDevice(PositionedFile file, long size, GrainPipeline pipeline) {
        this.file = file;
        this.size = size;
        this.pipeline = pipeline;
    }

    /// Makes a new file.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException there is one already
    public static StreamOptimizedDevice create(Path path, StreamOptimizedOptions options)
            throws IOException {
        PositionedFile file = PositionedFile.create(path);
        try {
            GrainStream stream = GrainStream.begin(file, options);
            return new StreamOptimizedDevice(
                    file, options.size(), new GrainPipeline(stream, options.threads()));
        } catch (IOException | RuntimeException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
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
    public void read(long offset, ByteBuffer target) throws IOException {
        BlockDevice.checkRange(offset, target.remaining(), size);
        throw new IOException("'" + file.name() + "' is being written and cannot be read yet");
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        BlockDevice.checkRange(offset, source.remaining(), size);
        synchronized (lock) {
            advance(offset, source.remaining());
            long at = offset;
            while (source.hasRemaining()) {
                int within = (int) (at % GrainStream.GRAIN_BYTES);
                begin(at / GrainStream.GRAIN_BYTES);
                int count = Math.min(source.remaining(), GrainStream.GRAIN_BYTES - within);
                source.get(grain, within, count);
                at += count;
            }
        }
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        trim(offset, length);
    }

    /// Leaves zeroes.
    @Override
    public void trim(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size);
        synchronized (lock) {
            advance(offset, length);
        }
    }

    @GuardedBy("lock")
    private void advance(long offset, long length) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (length == 0) {
            return;
        }
        if (finished) {
            throw new IOException("'" + file.name() + "' is finished");
        }
        if (offset < position) {
            throw new IOException(
                    "'"
                            + file.name()
                            + "' is written from front to back: byte "
                            + offset
                            + " comes too late, after "
                            + position);
        }
        position = offset + length;
    }

    /// Makes a grain the one that is filled.
    @GuardedBy("lock")
    private void begin(long next) throws IOException {
        if (next == number) {
            return;
        }
        endGrain();
        number = next;
    }

    @GuardedBy("lock")
    private void endGrain() throws IOException {
        if (number >= 0 && !Zeroes.only(ByteBuffer.wrap(grain))) {
            pipeline.add(number, grain);
            grain = new byte[GrainStream.GRAIN_BYTES];
        }
        number = -1;
    }

    /// Finishes the file; returns when it is complete and on stable storage.
    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (!finished) {
                endGrain();
                pipeline.finish();
                finished = true;
            }
        }
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size);
        throw new IOException("'" + file.name() + "' is being written and cannot be read yet");
    }

    /// Closes the file as it is: complete only after a `flush`.
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            try (file) {
                pipeline.close();
            }
        }
    }
}
