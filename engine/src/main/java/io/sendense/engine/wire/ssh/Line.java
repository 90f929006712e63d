package io.sendense.engine.wire.ssh;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One SSH connection of a tunnel that is dialled again when it is lost, with the remote forwards
/// that go through it.
///
/// Lock order: a line's own monitor is never held while the server is waited for.
final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final SshSettings settings;
    private final Watch watch;
    private final String name;
    private final Dialler dialler;
    private final Runnable changed;
    private final RoundTrips trips;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<RemoteForward> forwards = new LinkedHashSet<>();
    private int reserved;
    private @Nullable SshConnection connection;
    private TunnelState state = TunnelState.CONNECTING;
    private @Nullable SshException failure;

    /// @param changed called after each change of the state
    Line(SshSettings settings, Watch watch, String name, RoundTrips trips, Runnable changed) {
        this.settings = settings;
        this.watch = watch;
        this.name = name;
        this.trips = trips;
        this.changed = changed;
        this.dialler = new Dialler(settings, watch, name);
    }

    Watch watch() {
        return watch;
    }

    SshTimes times() {
        return settings.times();
    }

    synchronized TunnelState state() {
        return state;
    }

    /// Why it will not be dialled again.
    synchronized Optional<SshException> failure() {
        return Optional.ofNullable(failure);
    }

    /// How many forwards it has or is about to have.
    synchronized int forwards() {
        return forwards.size() + reserved;
    }

    synchronized void reserve() {
        reserved++;
    }

    synchronized void release() {
        reserved--;
    }

    /// Dials for the first time.
    void open() throws SshException {
        try {
            dial();
        } catch (SshException e) {
            close();
            throw e;
        }
        enter(TunnelState.UP);
    }

    private void dial() throws SshException {
        dialler.dial(
                new Dialler.Attempts() {
                    @Override
                    public void made(SshConnection next) throws SshException {
                        become(next);
                    }

                    @Override
                    public void lost(SshConnection which) {
                        Line.this.lost(which);
                    }
                });
    }

    private synchronized void become(SshConnection next) throws SshException {
        if (state == TunnelState.CLOSED) {
            throw SshException.closed(settings.address(), null);
        }
        connection = next;
    }

    /// The connection, if it is up.
    SshConnection connection() throws SshException {
        SshConnection current;
        synchronized (this) {
            if (state == TunnelState.CLOSED) {
                throw SshException.closed(settings.address(), null);
            }
            current = connection;
        }
        if (current == null || !current.isUp()) {
            throw SshException.lost(settings.address(), null);
        }
        return current;
    }

    /// Asks for a port and keeps asking for it after every loss.
    RemoteForward listen(int port, TargetConnector target) throws SshException {
        RemoteForward forward = new RemoteForward(port, target, this);
        SshConnection current = connection();
        trips.took(current.listen(forward));
        synchronized (this) {
            // Whoever dials again asks for what is in the set by then.
            if (state != TunnelState.CLOSED && connection == current && current.isUp()) {
                forward.granted(true);
                forwards.add(forward);
                return forward;
            }
        }
        forward.close();
        connection();
        throw SshException.lost(settings.address(), null);
    }

    void cancel(RemoteForward forward) {
        SshConnection current;
        synchronized (this) {
            forwards.remove(forward);
            current = connection;
        }
        if (current != null) {
            current.cancel(forward);
        }
    }

    private void lost(SshConnection which) {
        synchronized (this) {
            if (which != connection || state == TunnelState.CLOSED) {
                return;
            }
            if (state == TunnelState.RECONNECTING) {
                // The one who dials notices.
                return;
            }
            state = TunnelState.LOST;
        }
        Thread.ofPlatform().daemon().name(name + " dialling").start(this::redial);
    }

    private void redial() {
        LOG.warn("{}: the SSH connection to {} is lost", name, settings.address());
        current().forEach(RemoteForward::drop);
        changed.run();
        if (!enter(TunnelState.RECONNECTING)) {
            return;
        }
        Duration pause = settings.times().firstPause();
        while (!closedWithin(pause)) {
            try {
                dial();
                askAgain();
                if (enter(TunnelState.UP)) {
                    LOG.info("{}: the SSH connection to {} is back", name, settings.address());
                    stillUp();
                }
                return;
            } catch (SshException e) {
                hangUp();
                if (!e.passing()) {
                    fail(e);
                    return;
                }
                LOG.info("{}: not back yet: {}", name, e.getMessage());
                Duration twice = pause.multipliedBy(2);
                Duration longest = settings.times().lastPause();
                pause = twice.compareTo(longest) > 0 ? longest : twice;
            }
        }
    }

    /// A loss between the last grant and the state UP was left to the one who dials.
    private void stillUp() {
        SshConnection current;
        synchronized (this) {
            current = connection;
        }
        if (current != null && !current.isUp()) {
            lost(current);
        }
    }

    private void askAgain() throws SshException {
        SshConnection current = connection();
        for (RemoteForward each : current()) {
            trips.took(current.listen(each));
            each.granted(true);
        }
    }

    private synchronized List<RemoteForward> current() {
        return List.copyOf(forwards);
    }

    private void hangUp() {
        SshConnection current;
        synchronized (this) {
            current = connection;
        }
        if (current != null) {
            current.close();
        }
        current().forEach(RemoteForward::drop);
    }

    private void fail(SshException why) {
        LOG.warn("{}: {} is not dialled again: {}", name, settings.address(), why.getMessage());
        synchronized (this) {
            failure = why;
        }
        close();
    }

    private boolean closedWithin(Duration pause) {
        try {
            return closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    /// @return false if it was closed meanwhile
    private boolean enter(TunnelState next) {
        synchronized (this) {
            if (state == TunnelState.CLOSED) {
                return false;
            }
            state = next;
        }
        changed.run();
        return true;
    }

    /// Ends it with its forwards. Repeatable.
    @Override
    public void close() {
        SshConnection current;
        synchronized (this) {
            if (state == TunnelState.CLOSED) {
                return;
            }
            state = TunnelState.CLOSED;
            current = connection;
        }
        closing.countDown();
        current().forEach(RemoteForward::close);
        if (current != null) {
            current.close();
        }
        changed.run();
    }
}
