package io.sendense.engine.disk.block;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Fails or delays chosen calls, for proving what the code above does then. Thread-safe.
///
/// Calls of each operation are numbered from 1 in the order in which they arrive. A call that fails
/// does not reach the device below.
public final class FaultyBlockDevice extends BlockDeviceDecorator {
    private final Map<BlockOperation, Long> calls = new ConcurrentHashMap<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    public FaultyBlockDevice(BlockDevice below) {
        super(below);
    }

    /// Calls `first` up to and including `last` of `operation` fail with an `IOException`.
    public FaultyBlockDevice failing(BlockOperation operation, long first, long last) {
        rules.add(new Rule(operation, first, last, Duration.ZERO, true));
        return this;
    }

    /// The `call`-th call of `operation` fails, those after it work again.
    public FaultyBlockDevice failing(BlockOperation operation, long call) {
        return failing(operation, call, call);
    }

    /// Every call of `operation` from now on takes at least `delay` longer.
    public FaultyBlockDevice delaying(BlockOperation operation, Duration delay) {
        rules.add(new Rule(operation, 1, Long.MAX_VALUE, delay, false));
        return this;
    }

    /// Forgets all faults; the numbering goes on.
    public void heal() {
        rules.clear();
    }

    private void arrive(BlockOperation operation) throws IOException {
        long call = calls.merge(operation, 1L, Long::sum);
        for (Rule rule : rules) {
            if (rule.operation == operation && rule.first <= call && call <= rule.last) {
                rule.apply(call);
            }
        }
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        arrive(BlockOperation.READ);
        super.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        arrive(BlockOperation.WRITE);
        super.write(offset, source);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        arrive(BlockOperation.ZERO);
        super.zero(offset, length, mode);
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        arrive(BlockOperation.TRIM);
        super.trim(offset, length);
    }

    @Override
    public void flush() throws IOException {
        arrive(BlockOperation.FLUSH);
        super.flush();
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        arrive(BlockOperation.STATUS);
        return super.blockStatus(offset, length);
    }

    private record Rule(
            BlockOperation operation, long first, long last, Duration delay, boolean fails) {
        void apply(long call) throws IOException {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted in a delayed " + operation);
            }
            if (fails) {
                throw new IOException("injected fault: " + operation + " number " + call);
            }
        }
    }
}
