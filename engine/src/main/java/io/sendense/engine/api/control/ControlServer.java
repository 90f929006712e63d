package io.sendense.engine.api.control;

import io.sendense.engine.Engine;
import io.sendense.engine.home.EngineLock;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves an engine on its home's Unix socket. Only who holds the home's lock can; a socket that a
/// killed engine left is removed. Thread-safe.
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int BACKLOG = 50;
    private static final Cause ENDED = Cause.of(CauseCode.ENGINE_HAS_ENDED);

    private final Engine engine;
    private final Path socket;
    private final ServerSocketChannel listener;
    private final Windows windows = new Windows();
    private final Set<ServerConnection> clients = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    private ControlServer(Engine engine, Path socket, ServerSocketChannel listener) {
        this.engine = engine;
        this.socket = socket;
        this.listener = listener;
        this.acceptor = Thread.ofVirtual().name("control-acceptor").unstarted(this::accept);
    }

    /// Begins to listen.
    ///
    /// @param engine is served, and not closed by this
    /// @throws EngineException `HOME-UNUSABLE` if there can be no socket
    public static ControlServer start(Engine engine, EngineLock lock) throws EngineException {
        Path socket = lock.home().controlSocket();
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                listener.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
                if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(
                            socket, PosixFilePermissions.fromString("rw-------"));
                }
                ControlServer server = new ControlServer(engine, socket, listener);
                server.acceptor.start();
                return server;
            } catch (IOException e) {
                try (listener) {
                    throw e;
                }
            }
        } catch (IOException e) {
            throw Problem.of(ProblemCode.HOME_UNUSABLE)
                    .with("path", lock.home().folder().toString())
                    .because(
                            Cause.of(CauseCode.NO_SOCKET)
                                    .with("path", socket.toString())
                                    .because(e))
                    .toException(e);
        }
    }

    /// The windows of this process and of those that are attached.
    Windows windows() {
        return windows;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel channel = listener.accept();
                LineChannel lines = new LineChannel(channel, Protocol.MAX_REQUEST_BYTES);
                ServerConnection client = new ServerConnection(engine, windows, lines);
                if (clients.size() >= Protocol.MAX_CLIENTS) {
                    client.sendAway(
                            Cause.of(CauseCode.ENGINE_TOO_MANY_CLIENTS)
                                    .withCount("most", Protocol.MAX_CLIENTS));
                    continue;
                }
                admit(client);
                Thread.ofVirtual().name("control-reader").start(() -> serve(client));
            } catch (IOException e) {
                if (listener.isOpen()) {
                    LOG.warn("a client of the control socket was not accepted", e);
                    pause();
                }
            }
        }
    }

    private void admit(ServerConnection client) {
        synchronized (clients) {
            clients.add(client);
            if (!listener.isOpen()) {
                client.sendAway(ENDED);
            }
        }
    }

    /// Stops listening if nobody is connected; who comes a moment too late finds no engine.
    ///
    /// @return whether it has stopped
    boolean closeIfUnused() {
        synchronized (clients) {
            if (!clients.isEmpty()) {
                return false;
            }
            stopListening();
            return true;
        }
    }

    private void serve(ServerConnection client) {
        try {
            client.serve();
        } finally {
            clients.remove(client);
        }
    }

    /// Keeps a lasting failure, for instance too many open files, from becoming a busy loop.
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends all clients away and removes the socket. Repeatable.
    @Override
    public void close() {
        stopListening();
        clients.forEach(client -> client.sendAway(ENDED));
        clients.forEach(ServerConnection::close);
    }

    private void stopListening() {
        try (listener) {
            if (listener.isOpen()) {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            LOG.warn("the control socket {} was not removed", socket, e);
        }
    }
}
