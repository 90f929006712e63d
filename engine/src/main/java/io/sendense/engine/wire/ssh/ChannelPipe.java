package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the bytes between a JSch channel and a socket of this machine, both ways, until one of
/// them ends. One thread of ours feeds the socket; whoever reads [#fromSocket] feeds the channel.
final class ChannelPipe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelPipe.class);

    /// The longest packet the peer may send on the channel. OpenSSH fills it from what it has read.
    private static final int PACKET_BYTES = 64 << 10;

    /// What the JDK copies at once for a heap buffer, see `ChannelLink` of the NBD side.
    private static final int SLICE_BYTES = 128 << 10;

    private final Channel channel;
    private final SocketChannel socket;
    private final Runnable whenClosed;
    private final WindowQueue queue = new WindowQueue();
    private final Optional<ChannelHook> hook = ChannelHook.find();

    /// @param channel not open yet
    /// @param whenClosed called once or more when the socket is closed
    ChannelPipe(Channel channel, SocketChannel socket, Runnable whenClosed) {
        this.channel = channel;
        this.socket = socket;
        this.whenClosed = whenClosed;
        hook.ifPresent(h -> h.size(channel, WindowQueue.WINDOW_BYTES, PACKET_BYTES));
    }

    /// Where JSch puts what arrives for the channel. It never waits for the socket.
    OutputStream toSocket() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                hook.ifPresent(h -> h.taken(channel, length));
                queue.write(source, offset, length);
            }

            @Override
            public void close() {
                queue.close();
            }
        };
    }

    /// What the socket sends. Closing it closes the socket.
    InputStream fromSocket() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return socket.read(ByteBuffer.wrap(target, offset, length));
            }

            @Override
            public void close() {
                ChannelPipe.this.close();
            }
        };
    }

    /// Feeds the socket until either side ends. Runs in a thread of its own.
    void pump() {
        ByteBuffer slice = ByteBuffer.allocate(SLICE_BYTES);
        int owed = 0;
        try {
            while (queue.take(slice)) {
                owed += slice.remaining();
                while (slice.hasRemaining()) {
                    socket.write(slice);
                }
                if (hook.isPresent() && owed >= WindowQueue.WINDOW_BYTES / 8) {
                    hook.get().open(channel, owed);
                    owed = 0;
                }
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("a forwarded connection ended", e);
            close();
            channel.disconnect();
        }
    }

    /// Ends both directions at this end; the other end is told by the channel.
    @Override
    public void close() {
        queue.abandon();
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing a socket failed", e);
        }
        whenClosed.run();
    }
}
