package io.sendense.engine.api.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// Lines over a socket, of bounded length.
///
/// One thread may read while another writes; neither may ever be interrupted, as that closes the
/// socket. `close` is for any thread and ends both.
final class LineChannel implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 << 10;
    private static final byte[] END = {'\n'};

    private final SocketChannel channel;
    private final int maxLineBytes;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();

    LineChannel(SocketChannel channel, int maxLineBytes) {
        this.channel = channel;
        this.maxLineBytes = maxLineBytes;
    }

    /// Waits for the next line and returns it without its end, or null where the other side has
    /// ended; a last line that was cut short is left out.
    ///
    /// @throws LineTooLongException more came than a line may have
    byte @Nullable [] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int end = in.position();
            while (end < in.limit() && in.get(end) != '\n') {
                end++;
            }
            if (line.size() + end - in.position() > maxLineBytes) {
                throw new LineTooLongException(maxLineBytes);
            }
            line.write(in.array(), in.position(), end - in.position());
            if (end < in.limit()) {
                in.position(end + 1);
                return line.toByteArray();
            }
            in.clear();
            int read = channel.read(in);
            in.flip();
            if (read < 0) {
                return null;
            }
        }
    }

    void writeLine(byte[] line) throws IOException {
        ByteBuffer[] out = {ByteBuffer.wrap(line), ByteBuffer.wrap(END)};
        while (out[1].hasRemaining()) {
            channel.write(out);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing was left to be sent that anybody waits for.
        }
    }

    /// The other side sent more in one line than is allowed.
    static final class LineTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        LineTooLongException(int maxLineBytes) {
            super("a line is longer than %d bytes".formatted(maxLineBytes));
        }
    }
}
