package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.block.Zeroes;
import io.sendense.engine.disk.image.CopyOptions.TargetContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Copies one disk onto another of at least its size. Ranges the source knows to be zero are not
/// read; what was read is searched for zeroes, every byte of it. One object per copy.
public final class DiskCopy {
    private final BlockDevice target;
    private final CopyPlan plan;
    private final CopyOptions options;
    private final ByteProgress progress;

    private long written;
    private long zeroed;
    private long skipped;
    private volatile boolean cancelled;

    private DiskCopy(
            BlockDevice source, BlockDevice target, CopyOptions options, ByteProgress progress) {
        this.target = target;
        this.plan = new CopyPlan(source, target.size(), options.requestBytes());
        this.options = options;
        this.progress = progress;
    }

    /// Copies, then flushes the target. Returns or throws only when no request is under way any
    /// more.
    ///
    /// @throws IllegalArgumentException the target is smaller than the source
    /// @throws IOException a read or write failed; the target is incomplete
    /// @throws InterruptedException the thread was interrupted; the target is incomplete
    public static CopyResult copy(
            BlockDevice source, BlockDevice target, CopyOptions options, ByteProgress progress)
            throws IOException, InterruptedException {
        if (target.size() < source.size()) {
            throw new IllegalArgumentException(
                    "a disk of "
                            + source.size()
                            + " bytes does not fit onto one of "
                            + target.size());
        }
        DiskCopy copy = new DiskCopy(source, target, options, progress);
        copy.run(source);
        target.flush();
        return copy.result();
    }

    private void run(BlockDevice source) throws IOException, InterruptedException {
        List<Future<Void>> running = new ArrayList<>();
        try (ExecutorService workers =
                Executors.newFixedThreadPool(
                        options.requests(), Thread.ofPlatform().name("disk-copy-", 0).factory())) {
            var done = new ExecutorCompletionService<Void>(workers);
            try {
                for (int i = 0; i < options.requests(); i++) {
                    running.add(done.submit(() -> work(source)));
                }
                for (int i = 0; i < options.requests(); i++) {
                    done.take().get();
                }
            } catch (ExecutionException e) {
                throw unwrapped(e);
            } finally {
                // Harmless after success. Closing the pool then waits for requests under way.
                cancelled = true;
                running.forEach(worker -> worker.cancel(true));
            }
        }
    }

    private static IOException unwrapped(ExecutionException e) throws IOException {
        return switch (e.getCause()) {
            case IOException failure -> failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> new IOException(e.getCause());
        };
    }

    @SuppressWarnings("NullAway") // Void has no other value than null
    private Void work(BlockDevice source) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(options.requestBytes());
        while (!cancelled) {
            Optional<CopyPlan.Step> step = plan.next();
            if (step.isEmpty()) {
                break;
            }
            long offset = step.get().extent().offset();
            long length = step.get().extent().length();
            if (step.get().zero()) {
                zero(offset, length);
            } else {
                buffer.clear().limit((int) length);
                source.read(offset, buffer);
                // The read left the position undefined.
                store(offset, buffer.clear().limit((int) length));
            }
        }
        return null;
    }

    /// Writes a piece that was read, without its zero blocks.
    private void store(long offset, ByteBuffer bytes) throws IOException {
        int from = 0;
        int end = bytes.limit();
        while (from < end) {
            int to = blockEnd(offset, from, end);
            boolean zero = Zeroes.only(bytes.slice(from, to - from));
            while (to < end) {
                int next = blockEnd(offset, to, end);
                if (Zeroes.only(bytes.slice(to, next - to)) != zero) {
                    break;
                }
                to = next;
            }
            if (zero) {
                zero(offset + from, to - from);
            } else {
                target.write(offset + from, bytes.slice(from, to - from));
                account(to - from, 0, 0);
            }
            from = to;
        }
    }

    private static int blockEnd(long offset, int from, int end) {
        int block = CopyOptions.ZERO_BLOCK_BYTES;
        return (int) Math.min(end, ((offset + from) / block + 1) * block - offset);
    }

    private void zero(long offset, long length) throws IOException {
        if (options.target() == TargetContent.ZEROES) {
            account(0, 0, length);
        } else {
            target.zero(offset, length, ZeroMode.MAY_DEALLOCATE);
            account(0, length, 0);
        }
    }

    private synchronized void account(long writtenBytes, long zeroedBytes, long skippedBytes) {
        written += writtenBytes;
        zeroed += zeroedBytes;
        skipped += skippedBytes;
        progress.reached(written + zeroed + skipped, target.size());
    }

    private synchronized CopyResult result() {
        return new CopyResult(written, zeroed, skipped);
    }
}
