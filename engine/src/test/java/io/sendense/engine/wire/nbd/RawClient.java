package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A client that sends and expects exactly the bytes a test tells it to.
final class RawClient implements AutoCloseable {
    static final long IHAVEOPT = 0x49484156454F5054L;

    final SocketChannel channel;
    final DataInputStream in;
    final DataOutputStream out;

    private RawClient(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(Channels.newInputStream(channel));
        this.out =
                new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    static RawClient connect(NbdEndpoint endpoint) throws IOException {
        return switch (endpoint) {
            case NbdEndpoint.UnixSocket(Path path) ->
                    new RawClient(SocketChannel.open(UnixDomainSocketAddress.of(path)));
            case NbdEndpoint.Tcp(InetSocketAddress address) ->
                    new RawClient(SocketChannel.open(address));
        };
    }

    /// Connects, takes the greeting and sends these client flags.
    static RawClient greeted(NbdEndpoint endpoint, int clientFlags) throws IOException {
        RawClient client = connect(endpoint);
        assertThat(client.text(16)).isEqualTo("NBDMAGICIHAVEOPT");
        assertThat(client.in.readShort()).isEqualTo((short) 3);
        client.out.writeInt(clientFlags);
        client.out.flush();
        return client;
    }

    /// In the transmission phase of an export, with structured replies and `base:allocation`.
    static RawClient structured(NbdEndpoint endpoint, String export) throws IOException {
        RawClient client = greeted(endpoint, 3);
        client.option(8, new byte[0]);
        client.expectReply(8, 1);
        client.option(10, contextOf(export, "base:allocation"));
        client.expectReply(10, 4);
        client.expectReply(10, 1);
        client.go(export);
        return client;
    }

    /// In the transmission phase of an export, with simple replies.
    static RawClient simple(NbdEndpoint endpoint, String export) throws IOException {
        RawClient client = greeted(endpoint, 3);
        client.go(export);
        return client;
    }

    String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    void option(int option, byte[] data) throws IOException {
        out.writeLong(IHAVEOPT);
        out.writeInt(option);
        out.writeInt(data.length);
        out.write(data);
        out.flush();
    }

    /// Reads one answer to an option and returns its data.
    byte[] expectReply(int option, int type) throws IOException {
        assertThat(in.readLong()).isEqualTo(0x3e889045565a9L);
        assertThat(in.readInt()).isEqualTo(option);
        assertThat(in.readInt()).as("reply type").isEqualTo(type);
        return in.readNBytes(in.readInt());
    }

    byte[] expectError(int option, int number) throws IOException {
        return expectReply(option, (1 << 31) + number);
    }

    /// The data of `NBD_OPT_INFO` and `NBD_OPT_GO`.
    static byte[] exportName(String name, int... wanted) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var data = new DataOutputStream(bytes)) {
            writeString(data, name);
            data.writeShort(wanted.length);
            for (int each : wanted) {
                data.writeShort(each);
            }
        }
        return bytes.toByteArray();
    }

    static byte[] contextOf(String export, String... queries) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var data = new DataOutputStream(bytes)) {
            writeString(data, export);
            data.writeInt(queries.length);
            for (String each : queries) {
                writeString(data, each);
            }
        }
        return bytes.toByteArray();
    }

    private static void writeString(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    /// Enters an export; returns its transmission flags.
    int go(String export) throws IOException {
        option(7, exportName(export));
        byte[] info = expectReply(7, 3);
        assertThat(info).hasSize(12);
        expectReply(7, 3);
        expectReply(7, 1);
        return (info[10] & 0xff) << 8 | info[11] & 0xff;
    }

    void request(int flags, int command, long cookie, long offset, int length) throws IOException {
        out.writeInt(0x25609513);
        out.writeShort(flags);
        out.writeShort(command);
        out.writeLong(cookie);
        out.writeLong(offset);
        out.writeInt(length);
        out.flush();
    }

    void write(int flags, long cookie, long offset, byte[] payload) throws IOException {
        request(flags, 1, cookie, offset, payload.length);
        out.write(payload);
        out.flush();
    }

    void expectSimple(int error, long cookie) throws IOException {
        assertThat(in.readInt()).isEqualTo(0x67446698);
        assertThat(in.readInt()).as("error").isEqualTo(error);
        assertThat(in.readLong()).as("cookie").isEqualTo(cookie);
    }

    /// Reads one chunk and returns its payload.
    byte[] expectChunk(boolean done, int type, long cookie) throws IOException {
        assertThat(in.readInt()).isEqualTo(0x668e33ef);
        assertThat(in.readShort()).as("done").isEqualTo((short) (done ? 1 : 0));
        assertThat(in.readShort() & 0xffff).as("type").isEqualTo(type);
        assertThat(in.readLong()).as("cookie").isEqualTo(cookie);
        return in.readNBytes(in.readInt());
    }

    /// Reads an error chunk of this number and returns its text.
    String expectErrorChunk(int error, long cookie) throws IOException {
        var data =
                new DataInputStream(
                        new java.io.ByteArrayInputStream(expectChunk(true, 0x8001, cookie)));
        assertThat(data.readInt()).as("error").isEqualTo(error);
        return new String(data.readNBytes(data.readShort()), StandardCharsets.UTF_8);
    }

    /// The server has closed the connection, with nothing more sent.
    void expectEnd() throws IOException {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset"); // closed with bytes of ours unread
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
