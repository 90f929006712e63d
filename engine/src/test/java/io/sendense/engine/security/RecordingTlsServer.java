package io.sendense.engine.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// A TLS server that answers nothing and keeps every byte of application data it was sent.
public final class RecordingTlsServer implements AutoCloseable {
    private final SSLServerSocket listener;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int connections;

    public RecordingTlsServer(TestIdentity identity) throws Exception {
        listener =
                (SSLServerSocket)
                        identity.serverContext()
                                .getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = (SSLSocket) listener.accept();
                Thread.ofVirtual().start(() -> record(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void record(SSLSocket socket) {
        synchronized (received) {
            connections++;
        }
        try (socket) {
            socket.setSoTimeout(10_000);
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                synchronized (received) {
                    received.write(b);
                }
            }
        } catch (IOException e) {
            // the client broke the handshake off
        }
    }

    public URI uri(String host) {
        return URI.create("https://" + host + ":" + listener.getLocalPort() + "/sdk");
    }

    public String received() {
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    public int connections() {
        synchronized (received) {
            return connections;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
