package io.sendense.engine.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.image.CopyOptions.TargetContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A copy that fails or is cancelled ends with nothing under way any more.
@Timeout(30)
class DiskCopyFaultsTest {
    private static final int SIZE = 64 << 20;

    private final MemoryBlockDevice target = new MemoryBlockDevice(SIZE);

    private static BlockDevice full() {
        MemoryBlockDevice device = new MemoryBlockDevice(SIZE);
        byte[] ones = new byte[SIZE];
        Arrays.fill(ones, (byte) 1);
        device.write(0, ByteBuffer.wrap(ones));
        return device;
    }

    private static CopyResult copy(BlockDevice from, BlockDevice to, ByteProgress progress)
            throws IOException, InterruptedException {
        return DiskCopy.copy(from, to, CopyOptions.into(TargetContent.ZEROES), progress);
    }

    /// Reads that fail from some place on.
    private static final class Broken extends BlockDeviceDecorator {
        private final AtomicInteger under = new AtomicInteger();

        Broken(BlockDevice below) {
            super(below);
        }

        @Override
        public void read(long offset, ByteBuffer into) throws IOException {
            under.incrementAndGet();
            try {
                if (offset >= SIZE / 2) {
                    throw new IOException("sector unreadable");
                }
                super.read(offset, into);
            } finally {
                under.decrementAndGet();
            }
        }
    }

    @Test
    void aFailedReadIsTheCopysFailure() {
        Broken source = new Broken(full());
        assertThatThrownBy(() -> copy(source, target, ByteProgress.none()))
                .isInstanceOf(IOException.class)
                .hasMessage("sector unreadable");
        assertThat(source.under.get()).isZero();
    }

    @Test
    void anInterruptEndsIt() {
        Thread copying = Thread.currentThread();
        AtomicBoolean interrupted = new AtomicBoolean();
        assertThatThrownBy(() ->
                        copy(
                                full(),
                                target,
                                (done, _) -> {
                                    if (done >= 10 << 20 && !interrupted.getAndSet(true)) {
                                        copying.interrupt();
                                        // until it was noticed
                                        while (copying.isInterrupted()) {
                                            Thread.onSpinWait();
                                        }
                                    }
                                }))
                .isInstanceOf(InterruptedException.class);
        ByteBuffer last = ByteBuffer.allocate(1);
        target.read(SIZE - 1, last);
        assertThat(last.get(0)).isZero();
    }

    @Test
    void progressRisesToTheWholeDisk() throws Exception {
        long[] reached = new long[1];
        CopyResult result =
                copy(
                        full(),
                        target,
                        (done, planned) -> {
                            assertThat(done).isGreaterThanOrEqualTo(reached[0]);
                            assertThat(planned).isEqualTo(SIZE);
                            reached[0] = done;
                        });
        assertThat(reached[0]).isEqualTo(SIZE);
        assertThat(result.writtenBytes()).isEqualTo(SIZE);
    }
}
