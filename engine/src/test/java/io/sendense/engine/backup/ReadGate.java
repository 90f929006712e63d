package io.sendense.engine.backup;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What every read of a [FakeVmSource]'s disks passes: it can be made to wait or fail. Thread-safe.
final class ReadGate {
    volatile boolean fail;

    /// Keys of the disks whose reads fail.
    final Set<Integer> failing = ConcurrentHashMap.newKeySet();

    /// What every read takes.
    volatile Duration slow = Duration.ZERO;

    /// Reads wait until this is open.
    volatile CountDownLatch hold = new CountDownLatch(0);

    /// Opens with the first read.
    final CountDownLatch reached = new CountDownLatch(1);

    /// Where the first read of each disk waits for those of the others.
    volatile @Nullable CyclicBarrier meeting;

    /// A device whose reads pass here first.
    BlockDevice before(int key, BlockDevice device) {
        return new Gated(key, device);
    }

    private void pass(int key, boolean first) throws IOException {
        reached.countDown();
        try {
            CyclicBarrier together = meeting;
            if (first && together != null) {
                together.await(20, TimeUnit.SECONDS);
            }
            hold.await();
            Thread.sleep(slow);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IOException("the other disk was not read at the same time", e);
        }
        if (fail || failing.contains(key)) {
            throw new IOException("connection reset by peer");
        }
    }

    private final class Gated extends ForwardingDevice {
        private final AtomicBoolean read = new AtomicBoolean();

        private final int key;

        Gated(int key, BlockDevice device) {
            super(device);
            this.key = key;
        }

        @Override
        public void read(long offset, ByteBuffer target) throws IOException {
            pass(key, !read.getAndSet(true));
            super.read(offset, target);
        }
    }
}
