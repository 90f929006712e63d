package io.sendense.engine.disk.block;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Counts calls and bytes per operation; calls that failed count too. Thread-safe.
public final class CountingBlockDevice extends BlockDeviceDecorator {
    private final Map<BlockOperation, LongAdder> calls = counters();
    private final Map<BlockOperation, LongAdder> bytes = counters();

    public CountingBlockDevice(BlockDevice below) {
        super(below);
    }

    private static Map<BlockOperation, LongAdder> counters() {
        return Arrays.stream(BlockOperation.values())
                .collect(
                        Collectors.toUnmodifiableMap(operation -> operation, _ -> new LongAdder()));
    }

    /// Number of calls of `operation` so far.
    public long calls(BlockOperation operation) {
        return requireNonNull(calls.get(operation)).sum();
    }

    /// Sum of the lengths of those calls, in bytes; 0 for flushes.
    public long bytes(BlockOperation operation) {
        return requireNonNull(bytes.get(operation)).sum();
    }

    private void count(BlockOperation operation, long length) {
        requireNonNull(calls.get(operation)).increment();
        requireNonNull(bytes.get(operation)).add(length);
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        count(BlockOperation.READ, target.remaining());
        super.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        count(BlockOperation.WRITE, source.remaining());
        super.write(offset, source);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        count(BlockOperation.ZERO, length);
        super.zero(offset, length, mode);
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        count(BlockOperation.TRIM, length);
        super.trim(offset, length);
    }

    @Override
    public void flush() throws IOException {
        count(BlockOperation.FLUSH, 0);
        super.flush();
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        count(BlockOperation.STATUS, length);
        return super.blockStatus(offset, length);
    }
}
