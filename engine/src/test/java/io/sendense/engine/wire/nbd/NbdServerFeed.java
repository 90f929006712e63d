package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ReadOnlyBlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.fuzz.ErrorLog;
import io.sendense.engine.fuzz.Feed;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/// All that a client sends, from the first byte on, given to a server's connection over a Unix
/// socket; then the client ends. The connection must end too, in time and without an error of the
/// program's own. Exports: `""`, writable, 256 KiB; `ro`; `q`, a QCOW2 file; `b`, with blocks of 4
/// KiB.
public final class NbdServerFeed implements Feed {
    private static final int SIZE = 256 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final NbdLimits LIMITS =
            NbdLimits.standard()
                    .withPeers(new NbdLimits.Peers(2, 2, 4 << 10))
                    .withFlow(new NbdLimits.Flow(64 << 10, 8, 128 << 10, 256 << 10, 2));

    private final ServerSocketChannel listener;
    private final Path socket;
    private final Exports exports = new Exports();
    private final PayloadPool pool = new PayloadPool(LIMITS.flow().bytesPerServer());
    private final ErrorLog errors = ErrorLog.watch();

    /// @param folder for the socket, and the file
    public NbdServerFeed(Path folder) throws IOException {
        socket = folder.resolve("s");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        NbdExportOptions options = NbdExportOptions.standard();
        add("", new MemoryBlockDevice(SIZE), options);
        add("ro", new ReadOnlyBlockDevice(new MemoryBlockDevice(SIZE), "ro"), options);
        Qcow2Options layer = Qcow2Options.ofSize(SIZE).withClusterBytes(4096);
        add("q", Qcow2Image.create(folder.resolve("q.qcow2"), layer), options);
        add("b", new MemoryBlockDevice(SIZE), options.withMinimumBlockBytes(4096));
    }

    private void add(
            String name, io.sendense.engine.disk.block.BlockDevice device, NbdExportOptions how) {
        exports.add(
                new Export(
                        new ExportFacts(name, device, how, LIMITS.flow().requestBytes()), LIMITS));
    }

    @Override
    public boolean take(byte[] input) throws Exception {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                SocketChannel accepted = listener.accept()) {
            ServerConnection connection =
                    new ServerConnection(accepted, exports, NbdPolicy.standard(), LIMITS, pool);
            Thread sender = Thread.ofVirtual().start(() -> send(client, input));
            Thread receiver = Thread.ofVirtual().start(() -> receive(client));
            try (Deadline _ = new Deadline(PATIENCE, connection::close)) {
                long begun = System.nanoTime();
                connection.run();
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new AssertionError("the connection did not end within " + PATIENCE);
                }
            }
            sender.join();
            receiver.join();
        }
        errors.requireNone();
        return true;
    }

    private static void send(SocketChannel client, byte[] input) {
        try {
            for (ByteBuffer bytes = ByteBuffer.wrap(input); bytes.hasRemaining(); ) {
                client.write(bytes);
            }
            client.shutdownOutput();
        } catch (IOException _) {
            // The server had enough.
        }
    }

    private static void receive(SocketChannel client) {
        ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
        try {
            while (client.read(bytes.clear()) >= 0) {
                // What it says is judged by other tests.
            }
        } catch (IOException _) {
            // It closed with bytes of ours unread.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        errors.close();
    }
}
