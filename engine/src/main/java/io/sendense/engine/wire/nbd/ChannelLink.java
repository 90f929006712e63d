package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plain socket, Unix or TCP, in blocking mode.
final class ChannelLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLink.class);

    /// Asked of the system, which grants less where its own limit is lower. The default of 208 KiB
    /// on Linux makes a request of 1 MiB wait for the reader four times.
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;

    /// The JDK moves the bytes of a heap buffer through a direct one, which it makes as long as the
    /// rest of the heap buffer and keeps, and it copies all the rest for every attempt to write,
    /// however little the socket takes. So it is shown no more than a socket takes.
    private static final int HEAP_SLICE_BYTES = 128 << 10;

    private final SocketChannel channel;

    ChannelLink(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        if (!(channel.getLocalAddress() instanceof java.net.UnixDomainSocketAddress)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
    }

    /// An unconnected channel for an endpoint.
    static SocketChannel open(NbdEndpoint endpoint) throws IOException {
        return switch (endpoint) {
            case NbdEndpoint.UnixSocket _ -> SocketChannel.open(StandardProtocolFamily.UNIX);
            case NbdEndpoint.Tcp _ -> SocketChannel.open();
        };
    }

    @Override
    public long read(ByteBuffer[] targets) throws IOException {
        ByteBuffer first = targets[0];
        if (!sliced(first)) {
            return channel.read(targets);
        }
        int limit = first.limit();
        first.limit(first.position() + HEAP_SLICE_BYTES);
        try {
            return channel.read(first);
        } finally {
            first.limit(limit);
        }
    }

    @Override
    public void write(ByteBuffer[] sources, int count) throws IOException {
        int first = 0;
        while (first < count) {
            if (!sources[first].hasRemaining()) {
                first++;
            } else {
                writeSome(sources, first, count);
            }
        }
    }

    /// Writes from `first` up to the next long heap buffer, of which it shows a slice only.
    private void writeSome(ByteBuffer[] sources, int first, int count) throws IOException {
        int last = first;
        while (last < count - 1 && !sliced(sources[last])) {
            last++;
        }
        ByteBuffer tail = sources[last];
        int limit = tail.limit();
        if (sliced(tail)) {
            tail.limit(tail.position() + HEAP_SLICE_BYTES);
        }
        try {
            channel.write(sources, first, last - first + 1);
        } finally {
            tail.limit(limit);
        }
    }

    private static boolean sliced(ByteBuffer buffer) {
        return !buffer.isDirect() && buffer.remaining() > HEAP_SLICE_BYTES;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a socket failed", e);
        }
    }
}
