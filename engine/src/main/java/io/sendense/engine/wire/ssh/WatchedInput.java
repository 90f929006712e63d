package io.sendense.engine.wire.ssh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// What arrives of an SSH connection: read ahead, as JSch reads each packet in two pieces, and with
/// the time of the last bytes.
final class WatchedInput extends InputStream {
    private static final int BUFFER_BYTES = 256 << 10;

    private final InputStream in;
    private final Runnable ended;
    private volatile long lastNanos = System.nanoTime();

    /// @param ended called, perhaps more than once, when nothing will come any more
    WatchedInput(InputStream in, Runnable ended) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.ended = ended;
    }

    /// When bytes were taken last, as `System.nanoTime` counts.
    long lastNanos() {
        return lastNanos;
    }

    @Override
    public int read() throws IOException {
        try {
            return seen(in.read());
        } catch (IOException e) {
            ended.run();
            throw e;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return seen(in.read(target, offset, length));
        } catch (IOException e) {
            ended.run();
            throw e;
        }
    }

    private int seen(int result) {
        if (result < 0) {
            ended.run();
        } else {
            lastNanos = System.nanoTime();
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        ended.run();
        in.close();
    }
}
