package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The TCP connection below one SSH connection, made once.
final class SshSocket implements SocketFactory {
    private final Duration limit;
    private final Runnable ended;
    private final Socket socket = new Socket();
    private volatile @Nullable WatchedInput input;
    private volatile boolean connected;

    SshSocket(Duration limit, Runnable ended) {
        this.limit = limit;
        this.ended = ended;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(limit.toMillis()));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // An unknown name has no words of its own.
            ConnectException failure = new ConnectException(e.toString());
            failure.initCause(e);
            throw failure;
        }
        connected = true;
        return socket;
    }

    /// Whether the server was reached at all.
    boolean connected() {
        return connected;
    }

    @Override
    public InputStream getInputStream(Socket of) throws IOException {
        WatchedInput watched = new WatchedInput(of.getInputStream(), ended);
        input = watched;
        return watched;
    }

    @Override
    public OutputStream getOutputStream(Socket of) throws IOException {
        return of.getOutputStream();
    }

    /// How long nothing has arrived.
    Duration silence() {
        WatchedInput watched = input;
        return watched == null
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - watched.lastNanos());
    }

    long lastNanos() {
        WatchedInput watched = input;
        return watched == null ? System.nanoTime() : watched.lastNanos();
    }

    /// Ends the connection at once, whoever reads or writes it.
    void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone, which is what was asked for.
        }
    }
}
