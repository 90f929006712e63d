package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves block devices over NBD on one endpoint. Thread-safe.
///
/// Fixed newstyle handshake, over TLS where the policy says so; structured replies, extended
/// headers and metadata contexts for clients that ask for them. Requests of one connection are
/// executed side by side and answered as they are done. What clients can take up, in memory,
/// connections and time, is bounded by [NbdLimits].
public final class NbdServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NbdServer.class);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);

    private final BoundEndpoint bound;
    private final NbdLimits limits;
    private final NbdPolicy policy;
    private final PayloadPool pool;
    private final Exports exports = new Exports();
    private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread acceptor;
    private final Thread watch;

    private NbdServer(BoundEndpoint bound, NbdLimits limits, NbdPolicy policy) {
        this.bound = bound;
        this.limits = limits;
        this.policy = policy;
        this.pool = new PayloadPool(limits.flow().bytesPerServer());
        this.acceptor =
                Thread.ofPlatform().daemon().name("nbd-server-acceptor").unstarted(this::accept);
        this.watch = Thread.ofPlatform().daemon().name("nbd-server-watch").unstarted(this::watch);
    }

    /// Starts listening with the standard policy.
    ///
    /// @throws IllegalArgumentException the address is not a loopback address
    /// @throws IOException the endpoint cannot be bound
    public static NbdServer listen(NbdEndpoint endpoint, NbdLimits limits) throws IOException {
        return listen(endpoint, limits, NbdPolicy.standard());
    }

    /// Starts listening. There are no exports yet.
    ///
    /// @throws IllegalArgumentException the policy does not allow the address
    /// @throws IOException the endpoint cannot be bound
    public static NbdServer listen(NbdEndpoint endpoint, NbdLimits limits, NbdPolicy policy)
            throws IOException {
        NbdServer server = bind(endpoint, limits, policy);
        server.start();
        return server;
    }

    /// Takes the endpoint: clients can connect, and wait until `start`. For exports that must be
    /// there when the first client asks. The file of a Unix socket is readable and writable by its
    /// owner only; one that a dead server left behind is replaced.
    ///
    /// @throws IllegalArgumentException the policy does not allow the address
    /// @throws IOException the endpoint cannot be bound
    public static NbdServer bind(NbdEndpoint endpoint, NbdLimits limits, NbdPolicy policy)
            throws IOException {
        return new NbdServer(BoundEndpoint.bind(endpoint, policy.reach()), limits, policy);
    }

    /// Begins to answer clients. Called once.
    public void start() {
        acceptor.start();
        watch.start();
    }

    /// Offers a device under a name, with the standard options. The device stays the caller's: it
    /// is to be closed after `withdraw` or `close`, never before.
    ///
    /// @throws IllegalArgumentException the name is taken or too long
    public void export(String name, BlockDevice device) {
        export(name, device, NbdExportOptions.standard());
    }

    /// Offers a device under a name.
    ///
    /// @param name up to 256 bytes of UTF-8; the empty name is the default export
    /// @throws IllegalArgumentException the name is taken or too long
    public void export(String name, BlockDevice device, NbdExportOptions options) {
        if (closed.get()) {
            throw new IllegalStateException("the server on " + bound.endpoint() + " is closed");
        }
        ExportFacts facts = new ExportFacts(name, device, options, limits.flow().requestBytes());
        exports.add(new Export(facts, limits));
    }

    /// Takes an export back: no new requests, waits for those in flight to be answered, then closes
    /// the connections to it. When this returns, nothing touches the device any more. Nothing
    /// happens where there is no such export.
    ///
    /// @throws IOException requests were still running when the time to drain was over, or the
    ///   calling thread was interrupted: the device may still be in use
    public void withdraw(String name) throws IOException {
        Export export = exports.remove(name);
        if (export == null) {
            return;
        }
        try {
            export.withdraw();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException failure =
                    new InterruptedIOException("interrupted while withdrawing '" + name + "'");
            failure.initCause(e);
            throw failure;
        }
    }

    /// Where clients find an export, whether it exists or not.
    public NbdUri uri(String exportName) {
        NbdUri plain = new NbdUri(bound.endpoint(), exportName);
        return policy.tls().mode() == NbdServerTls.Mode.REQUIRE
                ? plain.withTls(NbdUri.Tls.standard())
                : plain;
    }

    private void accept() {
        while (!closed.get()) {
            try {
                serve(bound.channel().accept());
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                // Out of file descriptors, for instance: others may give some back.
                LOG.warn("accepting a connection on {} failed", bound.endpoint(), e);
                pause(SHORTEST_TICK);
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        if (connections.size() >= limits.peers().connections()) {
            LOG.warn(
                    "{}: a client is sent away, there are {} already",
                    bound.endpoint(),
                    connections.size());
            channel.close();
            return;
        }
        ServerConnection connection;
        try {
            connection = new ServerConnection(channel, exports, policy, limits, pool);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        connections.add(connection);
        connection.start(() -> gone(connection));
        if (closed.get()) {
            connection.close();
        }
    }

    private void gone(ServerConnection connection) {
        connections.remove(connection);
        if (connections.isEmpty()) {
            pool.trim();
        }
    }

    /// Gives up clients that let the server wait for too long.
    private void watch() {
        Duration tick = tick(limits.times());
        while (!closed.get() && pause(tick)) {
            connections.forEach(ServerConnection::expire);
        }
    }

    private static Duration tick(NbdLimits.Times times) {
        Duration shortest = times.handshake();
        shortest = shortest.compareTo(times.stall()) < 0 ? shortest : times.stall();
        shortest = (shortest.compareTo(times.idle()) < 0 ? shortest : times.idle()).dividedBy(4);
        if (shortest.compareTo(SHORTEST_TICK) < 0) {
            return SHORTEST_TICK;
        }
        return shortest.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : shortest;
    }

    private static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException _) {
            return false; // the server closes
        }
    }

    /// Withdraws every export, closes every connection, and deletes the file of a Unix socket.
    /// Repeatable.
    ///
    /// @throws IOException an export's requests were still running when the time to drain was over
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        IOException failure = null;
        try {
            bound.close();
        } catch (IOException e) {
            failure = e;
        }
        watch.interrupt();
        for (Export export : exports.all()) {
            try {
                withdraw(export.name());
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        connections.forEach(ServerConnection::close);
        if (failure != null) {
            throw failure;
        }
    }
}
