package io.sendense.engine.disk.vmdk;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Packs grains by several threads and writes them in the order they came. Confined to one thread,
/// which waits where the packing falls behind. After a failure everything but `close` fails.
final class GrainPipeline implements AutoCloseable {
    private static final int AHEAD_PER_THREAD = 8;

    private final GrainStream stream;
    private final GrainPacker packer;
    private final int ahead;
    private final Deque<Future<PackedGrain>> pending = new ArrayDeque<>();
    private boolean failed;

    GrainPipeline(GrainStream stream, int threads) {
        this.stream = stream;
        this.packer = new GrainPacker(threads);
        this.ahead = threads * AHEAD_PER_THREAD;
    }

    /// @param content the whole grain; from here on not the caller's
    void add(long number, byte[] content) throws IOException {
        if (pending.size() >= ahead) {
            writeFirst();
        }
        pending.add(packer.pack(number, content));
    }

    /// Writes everything, and the end of the file.
    void finish() throws IOException {
        while (!pending.isEmpty()) {
            writeFirst();
        }
        begin();
        stream.finish();
        failed = false;
    }

    private void writeFirst() throws IOException {
        begin();
        stream.append(packed(pending.remove()));
        failed = false;
    }

    /// Failed until it is said that it did not.
    private void begin() throws IOException {
        if (failed) {
            throw new IOException("an earlier write into this VMDK failed");
        }
        failed = true;
    }

    /// Packing is short and touches no file: an interrupt waits for it, and is seen by whoever
    /// looks next.
    private static PackedGrain packed(Future<PackedGrain> grain) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return grain.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IOException("packing a grain failed: " + e.getCause(), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        packer.close();
    }
}
