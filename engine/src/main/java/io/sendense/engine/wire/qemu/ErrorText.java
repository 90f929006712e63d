package io.sendense.engine.wire.qemu;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Reads what a process prints, for ever, and keeps the end of it: a full pipe would stop the
/// process. Thread-safe.
final class ErrorText {
    private static final int KEPT_BYTES = 4 << 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lock = new Object();

    @GuardedBy("lock")
    private byte[] kept = new byte[0];

    /// Begins to read; ends when the stream does.
    static ErrorText of(InputStream stream, String name) {
        ErrorText text = new ErrorText();
        Thread.ofVirtual().name(name).start(() -> text.read(stream));
        return text;
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[1 << 10];
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                append(buffer, n);
            }
        } catch (IOException _) {
            // Closed: the process is gone.
        } finally {
            ended.countDown();
        }
    }

    private void append(byte[] more, int length) {
        synchronized (lock) {
            byte[] all = new byte[kept.length + length];
            System.arraycopy(kept, 0, all, 0, kept.length);
            System.arraycopy(more, 0, all, kept.length, length);
            int from = Math.max(0, all.length - KEPT_BYTES);
            kept = Arrays.copyOfRange(all, from, all.length);
        }
    }

    /// What was printed so far, its last 4 KiB, on one line.
    String soFar() {
        synchronized (lock) {
            return new String(kept, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        }
    }

    /// All of it, once the process has ended; waits for that, but not for ever, as a child of the
    /// process may hold the pipe open.
    String whole(Duration limit) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return soFar();
    }
}
