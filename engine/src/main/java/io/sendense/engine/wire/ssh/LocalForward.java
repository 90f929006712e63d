package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port of this machine's loopback whose connections end at a port of the node's. It stays the
/// same while the SSH connection is lost and dialled again; connections made meanwhile are closed
/// at once.
public final class LocalForward implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalForward.class);
    private static final int SLICE_BYTES = 32 << 10;

    private final Line line;
    private final int nodePort;
    private final RoundTrips trips;
    private final ServerSocketChannel server;
    private final int port;
    private final Set<ChannelPipe> pipes = ConcurrentHashMap.newKeySet();

    private LocalForward(Line line, int nodePort, RoundTrips trips, ServerSocketChannel server)
            throws IOException {
        this.line = line;
        this.nodePort = nodePort;
        this.trips = trips;
        this.server = server;
        this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    static LocalForward open(Line line, int nodePort, RoundTrips trips) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            LocalForward forward = new LocalForward(line, nodePort, trips, server);
            thread("accepting", forward::acceptAll);
            return forward;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /// The port on this machine's `127.0.0.1`.
    public int port() {
        return port;
    }

    /// The port on the node's `127.0.0.1`.
    public int nodePort() {
        return nodePort;
    }

    /// Has the server connect to the node's port once and closes that connection again.
    ///
    /// @throws SshException OPEN_REFUSED, NOTHING_LISTENS, TIMED_OUT, CONNECTION_LOST or CLOSED
    public void prove() throws SshException {
        SshConnection connection = line.connection();
        ChannelDirectTCPIP channel = connection.channel(nodePort);
        try {
            channel.setOutputStream(OutputStream.nullOutputStream());
            Duration took = connection.open(channel, nodePort);
            trips.took(took);
        } finally {
            channel.disconnect();
        }
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                SocketChannel socket = server.accept();
                thread("opening", () -> carry(socket));
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("port {} accepts no more", port, e);
                }
            }
        }
    }

    private void carry(SocketChannel socket) {
        try (socket) {
            SshConnection connection = line.connection();
            ChannelDirectTCPIP channel = connection.channel(nodePort);
            ChannelPipe[] made = new ChannelPipe[1];
            made[0] = new ChannelPipe(channel, socket, () -> pipes.remove(made[0]));
            ChannelPipe pipe = made[0];
            pipes.add(pipe);
            try (pipe) {
                channel.setOutputStream(pipe.toSocket());
                connection.open(channel, nodePort);
                OutputStream toNode = channel.getOutputStream();
                thread("sending", () -> send(socket, toNode, channel));
                pipe.pump();
            } finally {
                channel.disconnect();
            }
        } catch (IOException e) {
            LOG.debug("a connection to port {} of the node ended: {}", nodePort, e.toString());
        }
    }

    private static void send(SocketChannel from, OutputStream to, ChannelDirectTCPIP channel) {
        byte[] bytes = new byte[SLICE_BYTES];
        ByteBuffer slice = ByteBuffer.wrap(bytes);
        try (to) {
            while (from.read(slice.clear()) >= 0) {
                to.write(bytes, 0, slice.position());
                to.flush();
            }
        } catch (IOException e) {
            LOG.debug("a local connection ended: {}", e.toString());
            channel.disconnect();
        }
    }

    private static void thread(String doing, Runnable task) {
        Thread.ofVirtual().name("ssh local forward, " + doing).start(task);
    }

    /// Gives the port back and ends the connections that are carried. Repeatable.
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing port {} failed", port, e);
        }
        List<ChannelPipe> open = new ArrayList<>(pipes);
        open.forEach(ChannelPipe::close);
    }
}
