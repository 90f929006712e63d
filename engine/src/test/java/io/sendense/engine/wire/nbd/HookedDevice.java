package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A device in memory that notes every call and lets a test act before it is executed.
final class HookedDevice implements BlockDevice {

    /// Called before each call is executed, by whoever calls; may wait or fail.
    interface Hook {
        void before(String call, long offset, long length) throws IOException;
    }

    private final MemoryBlockDevice memory;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Hook hook = (_, _, _) -> {};

    HookedDevice(long size) {
        memory = new MemoryBlockDevice(size);
    }

    HookedDevice hook(Hook value) {
        hook = value;
        return this;
    }

    /// Every call so far, as `name offset+length`.
    List<String> calls() {
        return List.copyOf(calls);
    }

    /// What the device holds, without being noted.
    byte[] bytes(long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        memory.read(offset, bytes);
        return bytes.array();
    }

    private void note(String call, long offset, long length) throws IOException {
        calls.add(call + " " + offset + "+" + length);
        hook.before(call, offset, length);
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
        note("read", offset, target.remaining());
        memory.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        note("write", offset, source.remaining());
        memory.write(offset, source);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        note(mode == ZeroMode.KEEP_ALLOCATED ? "zero-keep" : "zero", offset, length);
        memory.zero(offset, length, mode);
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        note("trim", offset, length);
        memory.trim(offset, length);
    }

    @Override
    public void flush() throws IOException {
        note("flush", 0, 0);
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) {
        return memory.blockStatus(offset, length);
    }

    @Override
    public void close() throws IOException {
        note("close", 0, 0);
    }
}
