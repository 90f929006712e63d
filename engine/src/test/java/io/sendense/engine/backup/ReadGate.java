package io.sendense.engine.backup;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What every read of a [FakeVmSource]'s disks passes: it can be made to wait or fail. Thread-safe.
final class ReadGate {
    volatile boolean fail;

    /// Reads wait until this is open.
    volatile CountDownLatch hold = new CountDownLatch(0);

    /// Opens with the first read.
    final CountDownLatch reached = new CountDownLatch(1);

    /// Where the first read of each disk waits for those of the others.
    volatile @Nullable CyclicBarrier meeting;

    /// A device whose reads pass here first.
    BlockDevice before(BlockDevice device) {
        return new Gated(device);
    }

    private void pass(boolean first) throws IOException {
        reached.countDown();
        try {
            CyclicBarrier together = meeting;
            if (first && together != null) {
                together.await(20, TimeUnit.SECONDS);
            }
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IOException("the other disk was not read at the same time", e);
        }
        if (fail) {
            throw new IOException("connection reset by peer");
        }
    }

    private final class Gated extends ForwardingDevice {
        private final AtomicBoolean read = new AtomicBoolean();

        Gated(BlockDevice device) {
            super(device);
        }

        @Override
        public void read(long offset, ByteBuffer target) throws IOException {
            pass(!read.getAndSet(true));
            super.read(offset, target);
        }
    }
}
