package io.sendense.engine.lab.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// A reply's body of a promised length. The head waits for the first bytes of the body, so that a
/// small reply is one TLS record. Confined to one thread.
final class FixedLengthOutput extends OutputStream {
    /// Up to this much of the body joins the head in one write.
    private static final int JOIN_BYTES = 8 << 10;

    private final OutputStream connection;
    private final ByteArrayOutputStream head;
    private long left;
    private boolean headSent;

    FixedLengthOutput(OutputStream connection, ByteArrayOutputStream head, long length) {
        this.connection = connection;
        this.head = head;
        this.left = length;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (length > left) {
            throw new IOException(
                    "reply of " + length + " bytes where " + left + " are left of its length");
        }
        if (!headSent && length <= JOIN_BYTES) {
            head.write(source, offset, length);
            sendHead();
        } else {
            sendHead();
            connection.write(source, offset, length);
        }
        left -= length;
    }

    @Override
    public void flush() throws IOException {
        sendHead();
        connection.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    boolean complete() {
        return headSent && left == 0;
    }

    private void sendHead() throws IOException {
        if (!headSent) {
            headSent = true;
            head.writeTo(connection);
        }
    }
}
