package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A disk in memory that fails, or hangs until it is closed, when a test says so.
final class ScriptedDevice implements BlockDevice {
    final AtomicInteger failingReads = new AtomicInteger();
    final AtomicInteger failingWrites = new AtomicInteger();
    final AtomicInteger flushes = new AtomicInteger();
    final AtomicInteger zeroCalls = new AtomicInteger();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger mostInside = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final MemoryBlockDevice memory;
    private volatile boolean hangs;

    ScriptedDevice(long size) {
        memory = new MemoryBlockDevice(size);
    }

    void hang() {
        hangs = true;
    }

    @Override
    public long size() {
        return memory.size();
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        int now = inside.incrementAndGet();
        mostInside.accumulateAndGet(now, Math::max);
        try {
            if (hangs) {
                hangUntilClosed();
            }
            if (failingReads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("connection reset");
            }
            memory.read(offset, target);
        } finally {
            inside.decrementAndGet();
        }
    }

    /// Deaf to interrupts, like a call inside a foreign library.
    private void hangUntilClosed() throws IOException {
        boolean interrupted = false;
        while (true) {
            try {
                closed.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("closed");
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        if (failingWrites.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("no space left on device");
        }
        memory.write(offset, source);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) {
        zeroCalls.incrementAndGet();
        memory.zero(offset, length, mode);
    }

    @Override
    public void trim(long offset, long length) {
        memory.trim(offset, length);
    }

    @Override
    public void flush() {
        flushes.incrementAndGet();
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) {
        return memory.blockStatus(offset, length);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
