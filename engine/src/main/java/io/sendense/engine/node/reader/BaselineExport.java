package io.sendense.engine.node.reader;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.node.protocol.BaselineRecord;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.transfer.Baseline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// What a target shows already, told by an export of [BaselineRecord]s. Thread-safe.
///
/// Records are read in windows of 256 MiB of the disk, the next one ahead, so that a mover that
/// goes forward hardly waits for a round trip. At most 8 windows, about 1 MiB, are kept. What
/// cannot be read fails for good, with `NODE-BASELINE-UNREADABLE` as its cause.
public final class BaselineExport implements Baseline, AutoCloseable {
    /// Records of one window: 132 KiB of them.
    static final int WINDOW = 4096;

    private static final int KEPT = 8;

    private final BlockDevice export;
    private final long clusters;
    private final byte[] zeroSum;

    @GuardedBy("this")
    private final Map<Long, FutureTask<ByteBuffer>> windows =
            new LinkedHashMap<>(2 * KEPT, 0.75f, true);

    /// @param export as long as all records of the disk; closed with this
    public BaselineExport(BlockDevice export) {
        this.export = export;
        this.clusters = export.size() / BaselineRecord.BYTES;
        this.zeroSum = NodeSums.of(ByteBuffer.allocate(ExtentPlan.CLUSTER_BYTES));
    }

    @Override
    public boolean shows(long cluster, ByteBuffer content) throws IOException {
        byte[] known = sum(cluster);
        return !Arrays.equals(known, zeroSum) && Arrays.equals(known, NodeSums.of(content));
    }

    @Override
    public boolean showsZero(long cluster) throws IOException {
        return Arrays.equals(sum(cluster), zeroSum);
    }

    private byte[] sum(long cluster) throws IOException {
        try {
            return read(cluster);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new LastingFailureException(
                    Problem.of(ProblemCode.NODE_BASELINE_UNREADABLE).because(e).toException(e));
        }
    }

    private byte[] read(long cluster) throws IOException {
        ByteBuffer window = window(cluster / WINDOW);
        int at = (int) (cluster % WINDOW) * BaselineRecord.BYTES;
        return switch (window.get(at)) {
            case BaselineRecord.ABSENT, BaselineRecord.ZERO -> zeroSum;
            case BaselineRecord.DATA -> {
                byte[] sum = new byte[SumRecord.SUM_BYTES];
                window.get(at + 1, sum);
                yield sum;
            }
            default ->
                    throw new IOException(
                            "the baseline's record of cluster "
                                    + cluster
                                    + " is of kind "
                                    + window.get(at));
        };
    }

    private ByteBuffer window(long number) throws IOException {
        FutureTask<ByteBuffer> task = task(number);
        // Whoever comes first reads; the task itself lets only one.
        task.run();
        try {
            ByteBuffer window = task.get();
            ahead(number + 1);
            return window;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("reading a baseline").initCause(e);
        } catch (ExecutionException e) {
            forget(number, task);
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        }
    }

    private void ahead(long number) {
        FutureTask<ByteBuffer> task;
        synchronized (this) {
            if (number * WINDOW >= clusters || windows.containsKey(number)) {
                return;
            }
            task = task(number);
        }
        Thread.ofVirtual().name("baseline").start(task);
    }

    private synchronized FutureTask<ByteBuffer> task(long number) {
        FutureTask<ByteBuffer> task =
                windows.computeIfAbsent(number, _ -> new FutureTask<>(() -> readWindow(number)));
        Iterator<Long> oldest = windows.keySet().iterator();
        while (windows.size() > KEPT) {
            oldest.next();
            oldest.remove();
        }
        return task;
    }

    private synchronized void forget(long number, FutureTask<ByteBuffer> task) {
        windows.remove(number, task);
    }

    private ByteBuffer readWindow(long number) throws IOException {
        long first = number * WINDOW;
        int count = (int) Math.min(WINDOW, clusters - first);
        ByteBuffer window = ByteBuffer.allocate(count * BaselineRecord.BYTES);
        export.read(first * BaselineRecord.BYTES, window);
        return window.flip();
    }

    /// Ends reads ahead too.
    @Override
    public void close() throws IOException {
        try {
            export.close();
        } finally {
            synchronized (this) {
                windows.values().forEach(task -> task.cancel(true));
                windows.clear();
            }
        }
    }
}
