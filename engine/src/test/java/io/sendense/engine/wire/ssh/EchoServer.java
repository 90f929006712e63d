package io.sendense.engine.wire.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/// A server on this machine's loopback that sends back what it gets, until the peer ends.
final class EchoServer implements AutoCloseable {
    private final ServerSocket server;

    EchoServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket peer = server.accept();
                Thread.ofVirtual().start(() -> echo(peer));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private static void echo(Socket peer) {
        try (peer;
                OutputStream out = peer.getOutputStream()) {
            peer.getInputStream().transferTo(out);
        } catch (SocketException _) {
            // The tunnel under test was cut.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Sends a text to a port of the loopback and reads back as many bytes.
    static String ask(int port, String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readNBytes(text.length());
            return new String(answer, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
