package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Nobody returns while a thread of the connection looks at his buffer.
@Timeout(30)
class PendingRequestTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final PendingRequest request =
            new PendingRequest(
                    Request.of(Command.WRITE, 0, 1, 0, 8),
                    NbdHeaders.SIMPLE,
                    ByteBuffer.allocate(8),
                    new ReplyContent.Nothing());
    private final AtomicReference<IOException> aborted = new AtomicReference<>();
    private final AtomicReference<Throwable> outcome = new AtomicReference<>();

    private Thread caller(Duration limit) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        request.await(limit, aborted::set);
                        outcome.set(new AssertionError("no failure"));
                    } catch (Throwable e) {
                        outcome.set(e);
                    }
                });
    }

    private static boolean returns(Thread caller, int millis) throws InterruptedException {
        return caller.join(Duration.ofMillis(millis));
    }

    @Test
    void waitsForTheReplyAndForItsBuffer() throws Exception {
        assertThat(request.hold()).isTrue();
        Thread caller = caller(LONG);
        request.complete(new IOException("no space"));
        assertThat(returns(caller, 100)).isFalse();
        request.release();
        caller.join();
        assertThat(outcome.get()).hasMessage("no space");
    }

    @Test
    void lendsNoBufferOfARequestThatIsDone() {
        request.complete(null);
        assertThat(request.hold()).isFalse();
        request.complete(new IOException("too late"));
        assertThat(request.failed()).isFalse();
    }

    @Test
    void letsAnInterruptedCallerGoAtOnceWhereItsBufferIsFree() throws Exception {
        Thread caller = caller(LONG);
        caller.interrupt();
        caller.join();
        assertThat(outcome.get()).isInstanceOf(InterruptedIOException.class);
        assertThat(aborted.get()).isNull();
        assertThat(request.hold()).isFalse();
    }

    @Test
    void makesAnInterruptedCallerWaitForItsBuffer() throws Exception {
        assertThat(request.hold()).isTrue();
        Thread caller = caller(LONG);
        caller.interrupt();
        assertThat(returns(caller, 100)).isFalse();
        request.release();
        caller.join();
        assertThat(outcome.get()).isInstanceOf(InterruptedIOException.class);
        assertThat(aborted.get()).isNull();
    }

    @Test
    void abortsTheConnectionWhereAnInterruptedCallersBufferStaysInUse() throws Exception {
        assertThat(request.hold()).isTrue();
        Thread caller = caller(LONG);
        caller.interrupt();
        while (aborted.get() == null) {
            Thread.sleep(5);
        }
        assertThat(returns(caller, 100)).isFalse();
        request.release();
        caller.join();
        assertThat(outcome.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void abortsTheConnectionWhenTheTimeIsOverAndStillWaitsForTheBuffer() throws Exception {
        assertThat(request.hold()).isTrue();
        Thread caller = caller(Duration.ofMillis(50));
        while (aborted.get() == null) {
            Thread.sleep(5);
        }
        request.complete(new IOException("aborted"));
        assertThat(returns(caller, 100)).isFalse();
        request.release();
        caller.join();
        assertThat(outcome.get()).hasMessage("aborted");
        assertThatThrownBy(() -> request.await(LONG, aborted::set)).hasMessage("aborted");
    }
}
