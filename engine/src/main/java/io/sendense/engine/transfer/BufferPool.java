package io.sendense.engine.transfer;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A fixed number of direct buffers that all moves of an engine share: the bound on bytes in
/// flight. Thread-safe.
///
/// Buffers are made when they are first needed and kept. A taker waits while all are out.
public final class BufferPool {
    /// What a slot holds before its buffer is first needed.
    private static final ByteBuffer UNMADE = ByteBuffer.allocate(0);

    private static final int BUFFERS_OF_AN_ENGINE = 32;
    private static final int BUFFER_BYTES_OF_AN_ENGINE = 1 << 20;

    private final int bufferBytes;
    private final int count;
    private final BlockingQueue<ByteBuffer> free;

    /// A pool whose buffers are all free.
    ///
    /// @param bufferBytes size of each buffer
    /// @param count number of buffers
    public BufferPool(int bufferBytes, int count) {
        this.bufferBytes = bufferBytes;
        this.count = count;
        this.free = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            free.add(UNMADE);
        }
    }

    /// What one engine has for all its runs together: 32 buffers of 1 MiB.
    public static BufferPool ofAnEngine() {
        return new BufferPool(BUFFER_BYTES_OF_AN_ENGINE, BUFFERS_OF_AN_ENGINE);
    }

    public int bufferBytes() {
        return bufferBytes;
    }

    /// How many there are, free or not.
    public int count() {
        return count;
    }

    /// Waits for a buffer; its position is 0 and its limit its capacity. Close the loan to give it
    /// back.
    public Loan take() throws InterruptedException {
        ByteBuffer buffer = free.take();
        return new Loan(
                buffer.capacity() == 0 ? ByteBuffer.allocateDirect(bufferBytes) : buffer.clear());
    }

    /// A buffer for as long as this is open. Confined to one thread.
    public final class Loan implements AutoCloseable {
        private final ByteBuffer buffer;
        private boolean returned;

        private Loan(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void close() {
            if (!returned) {
                returned = true;
                free.add(buffer);
            }
        }
    }
}
