package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.sendense.engine.wire.ssh.SshException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One SSH connection, from being dialled to its end; it is never dialled again.
final class SshConnection implements AutoCloseable {
    static final String LOOPBACK = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(SshConnection.class);

    private final SshSettings settings;
    private final String hostKeys;
    private final Watch watch;
    private final String name;
    private final Runnable lost;
    private final ExpectedHostKey hostKey;
    private final SshSocket socket;
    private final KeepAlive keepAlive;
    private final ForwardRequests requests;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean up;
    private volatile @Nullable Session session;

    /// @param hostKeys algorithms of host keys to ask for, as SSH lists them
    /// @param lost called once, by any thread and perhaps within JSch, when an open connection ends
    ///   without [#close]; it must not wait
    SshConnection(SshSettings settings, String hostKeys, Watch watch, String name, Runnable lost) {
        this.settings = settings;
        this.hostKeys = hostKeys;
        this.watch = watch;
        this.name = name;
        this.lost = lost;
        this.hostKey = new ExpectedHostKey(settings.hostKey());
        this.socket = new SshSocket(settings.times().connect(), this::ended);
        this.keepAlive = new KeepAlive(settings.times(), socket, watch);
        this.requests = new ForwardRequests(settings, keepAlive, name, this::isUp);
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
                throw SshException.lost(settings.address(), null);
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
        made.setConfig("server_host_key", hostKeys);
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
            throw SshException.lost(settings.address(), e);
        }
    }

    private Duration listen(String bind, int port, Object target) throws SshException {
        return requests.listen(current(), bind, port, target);
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
            throw SshException.lost(settings.address(), e);
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
                    isUp()
                            ? SshException.late(
                                    settings.address(),
                                    "connecting to port " + nodePort,
                                    settings.times().answer(),
                                    failure)
                            : SshException.lost(settings.address(), failure);
        };
    }

    private Session current() throws SshException {
        Session open = session;
        if (open == null || !isUp()) {
            throw SshException.lost(settings.address(), null);
        }
        return open;
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
