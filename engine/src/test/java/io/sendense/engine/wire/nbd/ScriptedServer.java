package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/// A server that does to each client what a test tells it to: well, badly, or nothing at all.
final class ScriptedServer implements AutoCloseable {
    static final int READ_ONLY = 2;
    static final int ALL = 0b1001_0110_1101;
    static final int WITHOUT_MULTI_CONN = ALL & ~0x100;

    /// What to do with one client; the connection is closed afterwards.
    interface Script {
        void serve(Peer peer) throws IOException;
    }

    /// The server's end of one connection.
    record Peer(DataInputStream in, DataOutputStream out) {

        void greet(int flags) throws IOException {
            out.writeBytes("NBDMAGICIHAVEOPT");
            out.writeShort(flags);
            out.flush();
            assertThat(in.readInt()).as("client flags").isEqualTo(flags);
        }

        /// Takes one option of this kind and returns its data.
        byte[] option(int expected) throws IOException {
            assertThat(in.readLong()).isEqualTo(RawClient.IHAVEOPT);
            assertThat(in.readInt()).as("option").isEqualTo(expected);
            return in.readNBytes(in.readInt());
        }

        void reply(int option, int type, byte[] data) throws IOException {
            out.writeLong(0x3e889045565a9L);
            out.writeInt(option);
            out.writeInt(type);
            out.writeInt(data.length);
            out.write(data);
            out.flush();
        }

        void error(int option, int number, String text) throws IOException {
            reply(option, (1 << 31) + number, text.getBytes(StandardCharsets.UTF_8));
        }

        /// Brings the client into the transmission phase, with structured replies and a context of
        /// number 5.
        void enter(long size, int flags) throws IOException {
            greet(3);
            option(8);
            reply(8, 1, new byte[0]);
            option(10);
            reply(10, 4, "\0\0\0\5base:allocation".getBytes(StandardCharsets.ISO_8859_1));
            reply(10, 1, new byte[0]);
            option(7);
            reply(7, 3, export(size, flags));
            reply(7, 1, new byte[0]);
        }

        static byte[] export(long size, int flags) {
            return java.nio.ByteBuffer.allocate(12)
                    .putShort((short) 0)
                    .putLong(size)
                    .putShort((short) flags)
                    .array();
        }

        Request request() throws IOException {
            assertThat(in.readInt()).isEqualTo(0x25609513);
            return new Request(
                    in.readUnsignedShort(),
                    in.readUnsignedShort(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt() & 0xffff_ffffL);
        }

        void simple(int error, long cookie) throws IOException {
            out.writeInt(0x67446698);
            out.writeInt(error);
            out.writeLong(cookie);
            out.flush();
        }

        void chunk(int flags, int type, long cookie, byte[]... payload) throws IOException {
            int length = 0;
            for (byte[] part : payload) {
                length += part.length;
            }
            out.writeInt(0x668e33ef);
            out.writeShort(flags);
            out.writeShort(type);
            out.writeLong(cookie);
            out.writeInt(length);
            for (byte[] part : payload) {
                out.write(part);
            }
            out.flush();
        }

        /// Waits until the client has gone.
        void drain() throws IOException {
            while (in.read() >= 0) {
                // Whatever it still sends is of no interest.
            }
        }
    }

    private final Path path;
    private final ServerSocketChannel channel;
    private final Thread acceptor;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /// Serves clients one after the other or side by side, each with the script.
    ScriptedServer(Path folder, Script script) throws IOException {
        path = folder.resolve("scripted");
        channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(path));
        acceptor = Thread.ofVirtual().start(() -> accept(script));
    }

    NbdUri uri() {
        return new NbdUri(new NbdEndpoint.UnixSocket(path), "disk");
    }

    private void accept(Script script) {
        try {
            while (true) {
                SocketChannel client = channel.accept();
                Thread.startVirtualThread(() -> serve(client, script));
            }
        } catch (ClosedChannelException _) {
            // The test is over.
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void serve(SocketChannel client, Script script) {
        try (client) {
            script.serve(
                    new Peer(
                            new DataInputStream(Channels.newInputStream(client)),
                            new DataOutputStream(
                                    new BufferedOutputStream(Channels.newOutputStream(client)))));
        } catch (IOException _) {
            // The client left; the test looks at the client.
        } catch (AssertionError e) {
            failure.compareAndSet(null, e);
        }
    }

    /// Ends the server and reports what it did not expect.
    @Override
    public void close() throws IOException {
        channel.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        java.nio.file.Files.deleteIfExists(path);
        Throwable unexpected = failure.get();
        if (unexpected != null) {
            throw new AssertionError("the client did not do as the script says", unexpected);
        }
    }
}
