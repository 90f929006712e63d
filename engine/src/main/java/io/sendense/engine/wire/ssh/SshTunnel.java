package io.sendense.engine.wire.ssh;

import io.sendense.engine.wire.ssh.SshException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A way to a node that its owner opens and closes. Lost connections are dialled again until then,
/// but for reasons that dialling does not mend, as another host key or a login that is refused.
public final class SshTunnel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SshTunnel.class);

    private final SshSettings settings;
    private final TunnelListener listener;
    private final Watch watch;
    private final RoundTrips trips = new RoundTrips();
    private final Line control;
    private final List<Line> lines = new ArrayList<>();
    private final List<LocalForward> locals = new ArrayList<>();
    private final ReentrantLock dialling = new ReentrantLock();
    private final Object telling = new Object();
    private TunnelState told = TunnelState.CONNECTING;
    private boolean closed;

    private SshTunnel(SshSettings settings, TunnelListener listener) {
        this.settings = settings.withLogin(settings.login().copy());
        this.listener = listener;
        this.watch = new Watch("ssh watch " + settings.address());
        this.control = line("control");
    }

    /// The host key a server shows, without logging in: for a first-use question, or to show what
    /// has changed.
    ///
    /// @param limit for all of it
    public static HostKey hostKey(SshAddress address, Duration limit) throws SshException {
        SshSettings settings =
                SshSettings.of(
                                address,
                                new SshLogin.Password(new byte[0]),
                                Optional.of("SHA256:" + "A".repeat(43)))
                        .withTimes(SshTimes.standard().within(limit));
        try (Watch watch = new Watch("ssh watch " + address)) {
            SshConnection connection =
                    new SshConnection(
                            settings,
                            String.join(",", HostKey.KINDS),
                            watch,
                            "ssh host key " + address,
                            () -> {});
            try (connection) {
                connection.open();
            } catch (SshException e) {
                return connection.hostKey().orElseThrow(() -> e);
            }
            throw new IllegalStateException("a server has the host key that nobody has");
        }
    }

    /// Dials and logs in.
    ///
    /// @param settings the login is copied
    /// @throws SshException any reason up to AGENT_UNUSABLE
    public static SshTunnel open(SshSettings settings, TunnelListener listener)
            throws SshException {
        SshTunnel tunnel = new SshTunnel(settings, listener);
        try {
            tunnel.control.open();
            return tunnel;
        } catch (SshException | RuntimeException e) {
            tunnel.close();
            throw e;
        }
    }

    /// Forwards a free port of this machine's loopback to a port of the node's. That something
    /// listens there is for [LocalForward#prove] to find out.
    public LocalForward localForward(int nodePort) throws IOException {
        synchronized (lines) {
            checkOpen();
            LocalForward forward = LocalForward.open(control, nodePort, trips);
            locals.add(forward);
            return forward;
        }
    }

    /// Forwards a port of the node's loopback to a target here.
    ///
    /// @throws SshException PORT_REFUSED: the caller tries the next port; CONNECTION_LOST: the
    ///   tunnel is down at present; TIMED_OUT, CLOSED
    public RemoteForward remoteForward(int nodePort, TargetConnector target) throws SshException {
        Line line = reserved();
        try {
            return line.listen(nodePort, target);
        } finally {
            line.release();
        }
    }

    /// The line with the fewest forwards, or a new one: dialled by one caller at a time, so that
    /// many that come at once are spread.
    private Line reserved() throws SshException {
        dialling.lock();
        try {
            Line line = emptiest();
            line.reserve();
            return line;
        } finally {
            dialling.unlock();
        }
    }

    /// Whether the server would listen on another name of its loopback. Only for the check.
    boolean listens(String bind, int nodePort) {
        try {
            emptiest().connection().tryListen(bind, nodePort);
            return true;
        } catch (SshException _) {
            return false;
        }
    }

    private Line emptiest() throws SshException {
        Line fresh;
        synchronized (lines) {
            checkOpen();
            control.connection();
            lines.removeIf(line -> line.state() == TunnelState.CLOSED);
            Optional<Line> least =
                    lines.stream()
                            .filter(line -> line.state() == TunnelState.UP)
                            .min(Comparator.comparingInt(Line::forwards));
            boolean full = lines.size() >= settings.connections();
            if (least.isPresent() && (full || least.get().forwards() == 0)) {
                return least.get();
            }
            if (full) {
                return lines.getFirst();
            }
            fresh = line("line " + (lines.size() + 1));
            lines.add(fresh);
        }
        try {
            fresh.open();
            return fresh;
        } catch (SshException e) {
            if (!e.passing()) {
                throw e;
            }
            throw new SshException(
                    Reason.CONNECTION_LOST,
                    settings.address() + " lets no further connection in: " + e.getMessage(),
                    e,
                    settings.address());
        }
    }

    private Line line(String what) {
        String name = "ssh " + what + " " + settings.address();
        return new Line(settings, watch, name, trips, this::tell);
    }

    private boolean isClosed() {
        synchronized (lines) {
            return closed;
        }
    }

    private void checkOpen() throws SshException {
        if (closed) {
            throw SshException.closed(settings.address(), failure().orElse(null));
        }
    }

    /// The shortest of the last answers to forwards; empty before the first.
    public Optional<Duration> roundTrip() {
        return trips.shortest();
    }

    /// How many NBD connections an export should be given, 4 to 16, so that what can be in flight
    /// lasts for the round trip. Ask after its forward was granted, which measures that.
    public int connectionsPerExport() {
        return trips.connections();
    }

    /// Its state now.
    public TunnelState state() {
        synchronized (lines) {
            if (closed) {
                return TunnelState.CLOSED;
            }
            TunnelState worst = control.state();
            for (Line line : lines) {
                TunnelState its = line.state();
                // A line that is new, or could not be dialled, is its caller's affair.
                if (its == TunnelState.LOST
                        || (its == TunnelState.RECONNECTING && worst == TunnelState.UP)) {
                    worst = its;
                }
            }
            return worst;
        }
    }

    /// Why it was given up, if it was not its owner who closed it.
    public Optional<SshException> failure() {
        synchronized (lines) {
            return control.failure()
                    .or(() -> lines.stream().flatMap(line -> line.failure().stream()).findFirst());
        }
    }

    private void tell() {
        if (failure().isPresent() && !isClosed()) {
            close();
            return;
        }
        synchronized (telling) {
            TunnelState now = state();
            if (now != told && told != TunnelState.CLOSED) {
                told = now;
                listener.changed(now);
            }
        }
    }

    /// Ends all forwards and connections. Repeatable.
    @Override
    public void close() {
        List<Line> all;
        List<LocalForward> forwards;
        synchronized (lines) {
            if (closed) {
                return;
            }
            closed = true;
            all = new ArrayList<>(lines);
            forwards = List.copyOf(locals);
        }
        all.add(control);
        forwards.forEach(LocalForward::close);
        all.forEach(Line::close);
        watch.close();
        settings.login().close();
        LOG.info("the tunnel to {} is closed", settings.address());
        tell();
    }

    @Override
    public String toString() {
        return "the tunnel to " + settings.address();
    }
}
