package io.sendense.engine.wire.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A network with a round trip: a TCP relay on this machine's loopback that hands on every piece
/// half a round trip after it came, each way, and holds as much as is in flight, up to 64 MiB. It
/// can fall silent as a network that drops everything, and cut its connections.
public final class DelayingRelay implements AutoCloseable {
    private static final int PIECE_BYTES = 64 << 10;
    private static final int PIECES = 1024;

    private final ServerSocket server;
    private final int target;
    private final long delayNanos;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private volatile boolean held;

    private record Piece(byte[] bytes, int length, long dueNanos) {}

    /// @param target port of this machine's loopback
    public DelayingRelay(int target, Duration roundTrip) throws IOException {
        this.target = target;
        this.delayNanos = roundTrip.toNanos() / 2;
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        thread(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Swallows what comes from now on, on both sides, and lets nobody in; or no longer. What was
    /// swallowed does not come back, so connections of before are of no use any more.
    public void silence(boolean now) {
        silent = now;
    }

    /// Hands nothing on from now on; or goes on with all that came meanwhile, as TCP does when a
    /// network is there again.
    public void hold(boolean now) {
        held = now;
    }

    /// Ends the connections that it carries.
    public void cut() {
        sockets.forEach(DelayingRelay::close);
        sockets.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                sockets.add(near);
                if (silent) {
                    continue;
                }
                Socket far = new Socket(InetAddress.getByName("127.0.0.1"), target);
                sockets.add(far);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                carry(near, far);
                carry(far, near);
            } catch (IOException _) {
                // Closed, or the target is.
                cutLast();
            }
        }
    }

    private void cutLast() {
        sockets.removeIf(socket -> !socket.isConnected() || socket.isClosed());
    }

    private void carry(Socket from, Socket to) {
        LinkedBlockingQueue<Piece> flight = new LinkedBlockingQueue<>();
        Semaphore room = new Semaphore(PIECES);
        thread(() -> collect(from, flight, room));
        thread(() -> deliver(to, flight, room));
    }

    private void collect(Socket from, LinkedBlockingQueue<Piece> flight, Semaphore room) {
        try {
            InputStream in = from.getInputStream();
            int length;
            do {
                byte[] bytes = new byte[PIECE_BYTES];
                room.acquireUninterruptibly();
                length = in.read(bytes);
                flight.add(new Piece(bytes, length, System.nanoTime() + delayNanos));
            } while (length >= 0);
        } catch (IOException _) {
            flight.add(new Piece(new byte[0], -1, System.nanoTime() + delayNanos));
        }
    }

    private void deliver(Socket to, LinkedBlockingQueue<Piece> flight, Semaphore room) {
        try (to) {
            OutputStream out = to.getOutputStream();
            while (true) {
                Piece piece = flight.take();
                long wait = piece.dueNanos - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                if (piece.length < 0) {
                    return;
                }
                while (held) {
                    Thread.sleep(10);
                }
                if (!silent) {
                    out.write(piece.bytes, 0, piece.length);
                }
                room.release();
            }
        } catch (IOException | InterruptedException _) {
            // The peer is gone; whoever reads from it notices.
        }
    }

    private static void thread(Runnable task) {
        Thread.ofPlatform().daemon().name("relay").start(task);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
