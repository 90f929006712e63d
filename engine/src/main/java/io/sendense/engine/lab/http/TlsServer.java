package io.sendense.engine.lab.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts TLS connections on the loopback interface and gives their requests to one handler.
/// Thread-safe.
public final class TlsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsServer.class);
    private static final int MAX_CONNECTIONS = 2000;
    private static final int BACKLOG = 200;
    private static final Duration RESTORING = Duration.ofSeconds(30);

    private volatile SSLContext context;
    private final HttpHandler handler;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lab-http-", 0).factory());
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /// Guards `listener` and `closed`.
    private final ReentrantLock lock = new ReentrantLock();

    private ServerSocket listener;
    private boolean closed;
    private final int port;

    private TlsServer(SSLContext context, HttpHandler handler, ServerSocket listener) {
        this.context = context;
        this.handler = handler;
        this.listener = listener;
        this.port = listener.getLocalPort();
    }

    /// Starts listening.
    ///
    /// @param port the port, or 0 for any free one
    /// @throws IOException the port cannot be had
    public static TlsServer start(int port, SSLContext context, HttpHandler handler)
            throws IOException {
        var server = new TlsServer(context, handler, listen(port));
        server.accept(server.listener);
        return server;
    }

    /// The port that is listened on.
    public int port() {
        return port;
    }

    /// Shows another certificate on every connection from now on.
    public void present(SSLContext identity) {
        context = identity;
    }

    /// Cuts every connection and refuses new ones, until [#restore()].
    public void interrupt() {
        lock.lock();
        try {
            close(listener);
        } finally {
            lock.unlock();
        }
        connections.forEach(Connection::drop);
    }

    /// Listens again on the same port; does nothing where it already does. Waits up to 30 s for a
    /// port that somebody else uses by now, as any outgoing connection of this machine may.
    ///
    /// @throws IOException another program keeps the port
    public void restore() throws IOException {
        long until = System.nanoTime() + RESTORING.toNanos();
        while (!listensAgain(until)) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    private boolean listensAgain(long until) throws IOException {
        lock.lock();
        try {
            if (!closed && listener.isClosed()) {
                listener = listen(port);
                accept(listener);
            }
            return true;
        } catch (IOException e) {
            if (System.nanoTime() - until > 0) {
                throw e;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Cuts every connection and stops for good. Repeatable.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        interrupt();
        threads.shutdownNow();
        threads.close();
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw new IOException("cannot listen on port " + port + " of the loopback address", e);
        }
    }

    private void accept(ServerSocket from) {
        threads.execute(() -> {
            while (!from.isClosed()) {
                try {
                    Socket socket = from.accept();
                    threads.execute(() -> serve(from, socket));
                } catch (IOException e) {
                    if (!from.isClosed()) {
                        LOG.warn("lab cannot accept a connection", e);
                    }
                }
            }
        });
    }

    private void serve(ServerSocket from, Socket socket) {
        var connection = new Connection(socket, context, handler);
        connections.add(connection);
        try {
            // Checked after the connection is known, so that an interruption cannot miss it.
            if (!from.isClosed() && connections.size() <= MAX_CONNECTIONS) {
                connection.serve();
            }
        } catch (IOException e) {
            LOG.debug("lab connection ended: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("lab failed to answer", e);
        } finally {
            connection.drop();
            connections.remove(connection);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("lab listener did not close: {}", e.toString());
        }
    }
}
