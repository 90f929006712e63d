package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.Channel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A port of the node's loopback whose connections end at a target here. After a loss of the SSH
/// connection it is asked for again; [#granted] says whether it is there at present.
///
/// That it is granted does not prove that something answers: its user proves it with a handshake.
public final class RemoteForward implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteForward.class);

    private final int port;
    private final TargetConnector target;
    private final Line line;
    private final Set<ChannelPipe> pipes = ConcurrentHashMap.newKeySet();
    private volatile boolean granted;
    private volatile boolean closed;

    RemoteForward(int port, TargetConnector target, Line line) {
        this.port = port;
        this.target = target;
        this.line = line;
    }

    /// The port on the node's `127.0.0.1`.
    public int port() {
        return port;
    }

    /// Whether the node listens for it now.
    public boolean granted() {
        return granted;
    }

    /// How many connections are being carried.
    public int connections() {
        return pipes.size();
    }

    void granted(boolean now) {
        granted = now;
    }

    /// Connects a channel that came in to the target.
    ///
    /// @throws IOException the target cannot be reached
    ChannelPipe accept(Channel channel) throws IOException {
        SocketChannel socket;
        try {
            socket = connected();
        } catch (IOException e) {
            LOG.warn(
                    "a connection to port {} of the node has no target here: {}",
                    port,
                    e.toString());
            throw e;
        }
        ChannelPipe[] made = new ChannelPipe[1];
        made[0] = new ChannelPipe(channel, socket, () -> pipes.remove(made[0]));
        pipes.add(made[0]);
        if (closed) {
            made[0].close();
            throw new IOException("the forward of port " + port + " is closed");
        }
        return made[0];
    }

    private SocketChannel connected() throws IOException {
        Thread waiting = Thread.currentThread();
        boolean[] done = new boolean[1];
        var limit =
                line.watch()
                        .after(
                                line.times().answer(),
                                () -> {
                                    synchronized (done) {
                                        if (!done[0]) {
                                            waiting.interrupt();
                                        }
                                    }
                                });
        try {
            return target.connect();
        } finally {
            limit.cancel(false);
            synchronized (done) {
                done[0] = true;
            }
        }
    }

    /// Ends its connections, as when the SSH connection is lost.
    void drop() {
        granted = false;
        List<ChannelPipe> open = new ArrayList<>(pipes);
        open.forEach(ChannelPipe::close);
    }

    /// Gives the port back and ends the connections that are carried. Repeatable.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            line.cancel(this);
            drop();
        }
    }
}
