package io.sendense.engine.api.control;

import io.sendense.engine.FakeEngine;
import io.sendense.engine.home.EngineHome;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// A client that says what it likes.
final class RawClient implements AutoCloseable {
    private final SocketChannel channel;
    private final LineChannel lines;

    private RawClient(SocketChannel channel) {
        this.channel = channel;
        this.lines = new LineChannel(channel, Protocol.MAX_ANSWER_BYTES);
    }

    static RawClient connect(EngineHome home) throws IOException {
        return new RawClient(SocketChannel.open(UnixDomainSocketAddress.of(home.controlSocket())));
    }

    /// Connects and greets as it should.
    static RawClient greet(EngineHome home) throws IOException {
        RawClient client = connect(home);
        client.line();
        client.send(Protocol.hello(new FakeEngine().version()));
        client.send("\n");
        return client;
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// The next line, or null where the server has ended the connection.
    String line() throws IOException {
        byte[] line;
        try {
            line = lines.readLine();
        } catch (LineChannel.LineTooLongException e) {
            throw e;
        } catch (IOException e) {
            // Reset: the server left bytes of ours unread.
            return null;
        }
        return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        lines.close();
    }
}
