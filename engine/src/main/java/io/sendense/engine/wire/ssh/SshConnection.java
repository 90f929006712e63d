package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.sendense.engine.wire.ssh.SshException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One SSH connection, from being dialled to its end; it is never dialled again.
final class SshConnection implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(SshConnection.class);

    private final SshSettings settings;
    private final Watch watch;
    private final String name;
    private final Runnable lost;
    private final ExpectedHostKey hostKey;
    private final SshSocket socket;
    private final KeepAlive keepAlive;
    private final ReentrantLock requests = new ReentrantLock();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean up;
    private volatile @Nullable Session session;

    /// @param lost called once, by any thread and perhaps within JSch, when an open connection ends
    ///   without [#close]; it must not wait
    SshConnection(SshSettings settings, Watch watch, String name, Runnable lost) {
        this.settings = settings;
        this.watch = watch;
        this.name = name;
        this.lost = lost;
        this.hostKey = new ExpectedHostKey(settings.hostKey());
        this.socket = new SshSocket(settings.times().connect(), this::ended);
        this.keepAlive = new KeepAlive(settings.times(), socket, watch);
    }

    /// What the server proved to have, also where it was refused.
    Optional<HostKey> hostKey() {
        return hostKey.shown();
    }

    /// Dials and logs in.
    void open() throws SshException {
        SshTimes times = settings.times();
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> limit =
                watch.after(
                        times.connect().plus(times.login()),
                        () -> {
                            late.set(true);
                            socket.close();
                        });
        try {
            Session made = prepared();
            session = made;
            made.connect(Math.toIntExact(times.login().toMillis()));
            up = true;
            if (over.get() || !made.isConnected()) {
                throw lostNow(null);
            }
            keepAlive.start(made);
            LOG.info(
                    "SSH to {}: {}, {}, host key {}",
                    settings.address(),
                    made.getServerVersion(),
                    made.getCipherAlgorithmS2C(),
                    hostKey().map(HostKey::fingerprint).orElse("none"));
        } catch (JSchException e) {
            close();
            throw new DialFailure(settings, hostKey, socket, late.get()).explain(e);
        } catch (SshException e) {
            close();
            throw e;
        } finally {
            limit.cancel(false);
        }
    }

    private Session prepared() throws SshException, JSchException {
        JSch jsch = new JSch();
        jsch.setInstanceLogger(new JschLog());
        Credentials.addTo(jsch, settings.login());
        SshAddress address = settings.address();
        Session made = jsch.getSession(address.user(), address.host(), address.port());
        made.setHostKeyRepository(hostKey);
        made.setSocketFactory(socket);
        made.setDaemonThread(true);
        made.setThreadFactory(task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
        made.setConfig("StrictHostKeyChecking", "yes");
        made.setConfig("PreferredAuthentications", Credentials.methods(settings.login()));
        String ciphers = String.join(",", settings.ciphers());
        made.setConfig("cipher.c2s", ciphers);
        made.setConfig("cipher.s2c", ciphers);
        made.setConfig("compression.c2s", "none");
        made.setConfig("compression.s2c", "none");
        Credentials.addTo(made, settings.login());
        return made;
    }

    boolean isUp() {
        return up && !over.get();
    }

    /// The cipher that bytes from the server come in.
    String cipher() throws SshException {
        return current().getCipherAlgorithmS2C();
    }

    /// Has the server listen on its loopback for a forward.
    ///
    /// @return how long the answer took: a round trip
    /// @throws SshException PORT_REFUSED, TIMED_OUT or CONNECTION_LOST
    Duration listen(RemoteForward forward) throws SshException {
        return listen(LOOPBACK, forward.port(), forward);
    }

    /// Has the server listen on a name or address of its own, and gives the port back at once.
    void tryListen(String bind, int port) throws SshException {
        listen(bind, port, "nobody");
        try {
            current().delPortForwardingR(bind, port);
        } catch (JSchException e) {
            throw lostNow(e);
        }
    }

    private Duration listen(String bind, int port, Object target) throws SshException {
        Session open = current();
        requests.lock();
        try {
            keepAlive.awaitQuiet(() -> !isUp());
            long start = System.nanoTime();
            Optional<JSchException> failure = ask(open, bind, port, target);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (failure.isEmpty()) {
                return took;
            }
            if (!isUp()) {
                throw lostNow(failure.get());
            }
            if (took.compareTo(settings.times().answer()) >= 0) {
                throw timedOut("asking for port " + port, failure.get());
            }
            throw new SshException(
                    Reason.PORT_REFUSED,
                    settings.address() + " does not listen on " + bind + ":" + port,
                    failure.get(),
                    port);
        } finally {
            requests.unlock();
        }
    }

    /// JSch interrupts the thread that asks when the answer comes, sometimes after it has gone on.
    private Optional<JSchException> ask(Session open, String bind, int port, Object target) {
        CompletableFuture<Optional<JSchException>> answer = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name(name + " asking")
                .start(() -> {
                    try {
                        open.setPortForwardingR(
                                bind, port, ForwardEnd.class.getName(), new Object[] {target});
                        answer.complete(Optional.empty());
                    } catch (JSchException e) {
                        answer.complete(Optional.of(e));
                    } catch (RuntimeException e) {
                        answer.complete(Optional.of(new JSchException(e.toString(), e)));
                    }
                });
        return answer.join();
    }

    /// Has the server stop listening; nothing is answered.
    void cancel(RemoteForward forward) {
        Session open = session;
        if (open != null && isUp()) {
            try {
                open.delPortForwardingR(LOOPBACK, forward.port());
            } catch (JSchException e) {
                LOG.debug("port {} is not given back", forward.port(), e);
            }
        }
    }

    /// A channel to a port of the server's loopback that is not open yet.
    ChannelDirectTCPIP channel(int nodePort) throws SshException {
        try {
            ChannelDirectTCPIP channel = (ChannelDirectTCPIP) current().openChannel("direct-tcpip");
            channel.setHost(LOOPBACK);
            channel.setPort(nodePort);
            return channel;
        } catch (JSchException e) {
            throw lostNow(e);
        }
    }

    /// Opens a channel; its output stream must be set.
    ///
    /// @return how long the answer took: a round trip, and a connection of the server to itself
    Duration open(ChannelDirectTCPIP channel, int nodePort) throws SshException {
        long start = System.nanoTime();
        @Nullable JSchException failure = null;
        try {
            channel.connect(Math.toIntExact(settings.times().answer().toMillis()));
        } catch (JSchException e) {
            failure = e;
        }
        if (failure == null && channel.isConnected()) {
            return Duration.ofNanos(System.nanoTime() - start);
        }
        throw switch (channel.getExitStatus()) {
            case 1 ->
                    new SshException(
                            Reason.OPEN_REFUSED,
                            settings.address() + " must not connect to its port " + nodePort,
                            failure,
                            nodePort);
            case 2 ->
                    new SshException(
                            Reason.NOTHING_LISTENS,
                            "nothing listens on port " + nodePort + " of " + settings.address(),
                            failure,
                            nodePort);
            default ->
                    isUp() ? timedOut("connecting to port " + nodePort, failure) : lostNow(failure);
        };
    }

    private Session current() throws SshException {
        Session open = session;
        if (open == null || !isUp()) {
            throw lostNow(null);
        }
        return open;
    }

    private SshException timedOut(String doing, @Nullable Throwable cause) {
        long seconds = settings.times().answer().toSeconds();
        return new SshException(
                Reason.TIMED_OUT,
                doing + ": " + settings.address() + " did not answer in " + seconds + " s",
                cause,
                doing,
                seconds);
    }

    private SshException lostNow(@Nullable Throwable cause) {
        return new SshException(
                Reason.CONNECTION_LOST,
                "the SSH connection to " + settings.address() + " is lost",
                cause,
                settings.address());
    }

    private void ended() {
        if (up && over.compareAndSet(false, true)) {
            keepAlive.close();
            lost.run();
        }
    }

    /// Ends it; `lost` is not called. Repeatable.
    @Override
    public void close() {
        over.set(true);
        keepAlive.close();
        Session open = session;
        if (open != null && open.isConnected()) {
            // A server that takes nothing would keep the farewell waiting.
            ScheduledFuture<?> limit = watch.after(Duration.ofSeconds(2), socket::close);
            open.disconnect();
            limit.cancel(false);
        }
        socket.close();
    }
}
