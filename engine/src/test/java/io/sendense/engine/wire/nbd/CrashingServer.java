package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A server whose machine loses power whenever a test wants it to: connections break in the middle
/// of anything, what was not flushed is gone, and it comes back at the same address.
///
/// Clients come in through a relay, which can cut them off; behind it is one of our servers.
final class CrashingServer implements AutoCloseable {
    private static final NbdLimits LIMITS = NbdLimits.standard();

    private final Path folder;
    private final long size;
    private final ServerSocketChannel door;
    private final Set<SocketChannel> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger flushes = new AtomicInteger();

    /// What survives.
    private final byte[] stable;

    /// Null while the machine is down.
    private volatile Running running;

    private record Running(NbdServer server, Volatile device) {}

    /// What a machine holds while it runs. After its end nothing reaches what is stable.
    private final class Volatile implements BlockDevice {
        private final MemoryBlockDevice memory = new MemoryBlockDevice(size);
        private boolean down;

        Volatile() {
            memory.write(0, ByteBuffer.wrap(stable));
        }

        @Override
        public synchronized void flush() throws IOException {
            if (down) {
                throw new IOException("no power");
            }
            ByteBuffer all = ByteBuffer.allocate((int) size);
            memory.read(0, all);
            synchronized (stable) {
                System.arraycopy(all.array(), 0, stable, 0, (int) size);
            }
            flushes.incrementAndGet();
        }

        synchronized void end() {
            down = true;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public void read(long offset, ByteBuffer target) {
            memory.read(offset, target);
        }

        @Override
        public void write(long offset, ByteBuffer source) {
            memory.write(offset, source);
        }

        @Override
        public void zero(long offset, long length, ZeroMode mode) {
            memory.zero(offset, length, mode);
        }

        @Override
        public void trim(long offset, long length) {
            memory.trim(offset, length);
        }

        @Override
        public List<BlockStatus> blockStatus(long offset, long length) {
            return memory.blockStatus(offset, length);
        }

        @Override
        public void close() {}
    }

    CrashingServer(Path folder, int size) throws IOException {
        this.folder = folder;
        this.size = size;
        this.stable = new byte[size];
        start();
        door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(folder.resolve("door")));
        Thread.startVirtualThread(this::accept);
    }

    NbdUri uri() {
        return new NbdUri(new NbdEndpoint.UnixSocket(folder.resolve("door")), "disk");
    }

    /// What would be left if the power went now.
    byte[] stable() {
        synchronized (stable) {
            return stable.clone();
        }
    }

    int flushes() {
        return flushes.get();
    }

    void start() throws IOException {
        Volatile device = new Volatile();
        Path socket = folder.resolve("s" + starts.incrementAndGet());
        NbdServer server = NbdServer.listen(new NbdEndpoint.UnixSocket(socket), LIMITS);
        server.export("disk", device);
        running = new Running(server, device);
    }

    /// Goes down at once.
    void crash() throws IOException {
        Running dead = running;
        running = null;
        closeSockets();
        dead.device().end();
        dead.server().close();
    }

    /// Breaks every connection, while the machine lives on. Returns when it has done what it was
    /// told over them: what it does later than a repetition would be for the caller to bear (see
    /// [NbdReconnect]).
    void cut() throws IOException {
        closeSockets();
        running.server().withdraw("disk");
        running.server().export("disk", running.device());
    }

    private void closeSockets() throws IOException {
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (door.isOpen()) {
            try {
                SocketChannel client = door.accept();
                sockets.add(client);
                Running now = running;
                if (now == null) {
                    client.close();
                    continue;
                }
                SocketChannel server = connect(now);
                sockets.add(server);
                if (running != now) {
                    closeSockets();
                    continue;
                }
                Thread.startVirtualThread(() -> pump(client, server));
                Thread.startVirtualThread(() -> pump(server, client));
            } catch (IOException _) {
                // The next one may be luckier.
            }
        }
    }

    private static SocketChannel connect(Running running) throws IOException {
        NbdEndpoint endpoint = running.server().uri("disk").endpoint();
        return SocketChannel.open(
                UnixDomainSocketAddress.of(((NbdEndpoint.UnixSocket) endpoint).path()));
    }

    private void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(32 << 10);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (IOException _) {
            // Cut off.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        if (running != null) {
            crash();
        }
        Files.deleteIfExists(folder.resolve("door"));
    }
}
