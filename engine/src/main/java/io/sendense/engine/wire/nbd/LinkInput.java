package io.sendense.engine.wire.nbd;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The receiving side of a link, buffered so that headers do not cost a system call each. Long
/// payloads go to their target directly, and what follows them comes in by the same call. Confined
/// to one thread.
final class LinkInput {
    /// Large enough for hundreds of headers, small enough that copying a payload's beginning out of
    /// it does not matter.
    private static final int BUFFER_BYTES = 16 << 10;

    private final Link link;

    /// Between position and limit: received, not yet taken.
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

    LinkInput(Link link) {
        this.link = link;
    }

    /// Waits until `count` bytes can be taken with the `take` methods.
    ///
    /// @throws EOFException the stream ended before
    void need(int count) throws IOException {
        if (!arrives(count)) {
            throw new EOFException("the peer closed the connection");
        }
    }

    /// As `need`, but false where the stream ends at a boundary: before the first of the bytes.
    boolean arrives(int count) throws IOException {
        if (buffer.remaining() >= count) {
            return true;
        }
        buffer.compact();
        try {
            while (buffer.position() < count) {
                if (link.read(new ByteBuffer[] {buffer}) < 0) {
                    if (buffer.position() == 0) {
                        return false;
                    }
                    throw new EOFException(
                            "the peer closed the connection after "
                                    + buffer.position()
                                    + " of "
                                    + count
                                    + " bytes");
                }
            }
        } finally {
            buffer.flip();
        }
        return true;
    }

    /// Takes a 16-bit number, unsigned.
    int takeShort() {
        return buffer.getShort() & 0xffff;
    }

    int takeInt() {
        return buffer.getInt();
    }

    /// Takes a 32-bit number, unsigned.
    long takeUnsignedInt() {
        return buffer.getInt() & 0xffff_ffffL;
    }

    long takeLong() {
        return buffer.getLong();
    }

    /// The bytes `need` waited for, to be taken from here.
    ByteBuffer received() {
        return buffer;
    }

    /// Waits until the target is full.
    void fill(ByteBuffer target) throws IOException {
        takeBuffered(target);
        while (target.hasRemaining()) {
            buffer.clear();
            try {
                if (link.read(new ByteBuffer[] {target, buffer}) < 0) {
                    throw new EOFException(
                            "the peer closed the connection, "
                                    + target.remaining()
                                    + " bytes of a payload were missing");
                }
            } finally {
                buffer.flip();
            }
        }
    }

    private void takeBuffered(ByteBuffer target) {
        int count = Math.min(buffer.remaining(), target.remaining());
        target.put(target.position(), buffer, buffer.position(), count);
        target.position(target.position() + count);
        buffer.position(buffer.position() + count);
    }

    /// Takes `count` bytes into a new array. The caller has checked that the peer may send so many.
    byte[] takeBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        fill(ByteBuffer.wrap(bytes));
        return bytes;
    }

    /// Takes and forgets `count` bytes.
    void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                need(1);
            }
            int part = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + part);
            left -= part;
        }
    }
}
