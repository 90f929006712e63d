package io.sendense.engine.wire.qemu;

import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdSizeMismatchException;
import io.sendense.engine.wire.nbd.NbdUri;
import io.sendense.engine.wire.qemu.QemuNbdException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Waits until a process that was started serves, which its id alone does not prove. Used once, by
/// one thread.
final class Readiness {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 10;

    private final Process process;
    private final ErrorText printed;
    private final NbdUri uri;
    private final ServedFile served;

    Readiness(Process process, ErrorText printed, NbdUri uri, ServedFile served) {
        this.process = process;
        this.printed = printed;
        this.uri = uri;
        this.served = served;
    }

    /// The connections, each with a complete handshake that shows the right size.
    NbdBlockDevice await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + served.readyTime().toNanos();
        IOException last = null;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!process.isAlive()) {
                throw new QemuNbdException(
                        Reason.NOT_STARTED,
                        "qemu-nbd has ended before it served " + served.file(),
                        new ExitStatus(process.exitValue()),
                        printed.whole(LAST_WORDS),
                        null);
            }
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                throw failed(
                        Reason.NOT_READY,
                        "qemu-nbd does not serve "
                                + served.file()
                                + " within "
                                + served.readyTime(),
                        last);
            }
            try {
                return NbdBlockDevice.connect(uri, options(left));
            } catch (NbdSizeMismatchException e) {
                throw failed(
                        Reason.WRONG_SIZE,
                        "qemu-nbd serves a disk of another size: " + e.getMessage(),
                        e);
            } catch (InterruptedIOException e) {
                if (Thread.interrupted()) {
                    throw (InterruptedException) new InterruptedException().initCause(e);
                }
                last = e;
            } catch (IOException e) {
                // Not yet, or not any more.
                last = e;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private NbdClientOptions options(Duration left) {
        return NbdClientOptions.standard()
                .withConnections(served.connections())
                .withConnectTime(left)
                .withExpectedSize(served.sizeBytes());
    }

    private QemuNbdException failed(Reason reason, String what, @Nullable IOException cause) {
        return new QemuNbdException(reason, what, null, printed.soFar(), cause);
    }
}
