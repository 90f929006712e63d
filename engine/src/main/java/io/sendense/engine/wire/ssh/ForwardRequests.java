package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.sendense.engine.wire.ssh.SshException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Asks one server to listen, one port at a time: JSch takes any answer for that to the last
/// request.
final class ForwardRequests {
    private final SshSettings settings;
    private final KeepAlive keepAlive;
    private final String name;
    private final BooleanSupplier up;
    private final ReentrantLock lock = new ReentrantLock();

    ForwardRequests(SshSettings settings, KeepAlive keepAlive, String name, BooleanSupplier up) {
        this.settings = settings;
        this.keepAlive = keepAlive;
        this.name = name;
        this.up = up;
    }

    /// Asks for a forward and waits for the answer.
    ///
    /// @param target what [ForwardEnd] is given
    /// @return how long the answer took
    Duration listen(Session open, String bind, int port, Object target) throws SshException {
        lock.lock();
        try {
            keepAlive.awaitQuiet(() -> !up.getAsBoolean());
            long start = System.nanoTime();
            Optional<JSchException> failure = ask(open, bind, port, target);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (failure.isPresent()) {
                throw explained(failure.get(), took, bind, port);
            }
            return took;
        } finally {
            lock.unlock();
        }
    }

    private SshException explained(JSchException failure, Duration took, String bind, int port) {
        SshAddress address = settings.address();
        Duration limit = settings.times().answer();
        if (!up.getAsBoolean()) {
            return SshException.lost(address, failure);
        }
        if (took.compareTo(limit) >= 0) {
            return SshException.late(address, "asking for port " + port, limit, failure);
        }
        return new SshException(
                Reason.PORT_REFUSED,
                address + " does not listen on " + bind + ":" + port,
                failure,
                port);
    }

    /// JSch interrupts the thread that asks when the answer comes, sometimes after it has gone on.
    private Optional<JSchException> ask(Session open, String bind, int port, Object target) {
        CompletableFuture<Optional<JSchException>> answer = new CompletableFuture<>();
        Runnable asking =
                () -> {
                    try {
                        String end = ForwardEnd.class.getName();
                        open.setPortForwardingR(bind, port, end, new Object[] {target});
                        answer.complete(Optional.empty());
                    } catch (JSchException e) {
                        answer.complete(Optional.of(e));
                    } catch (RuntimeException e) {
                        answer.complete(Optional.of(new JSchException(e.toString(), e)));
                    }
                };
        Thread.ofPlatform().daemon().name(name + " asking").start(asking);
        return answer.join();
    }
}
