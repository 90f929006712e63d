package io.sendense.engine.disk.vmdk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;

/// Packs grains (RFC 1950) by several threads. Thread-safe.
final class GrainPacker implements AutoCloseable {
    private final ExecutorService workers;
    private final Queue<Deflater> idle = new ConcurrentLinkedQueue<>();

    GrainPacker(int threads) {
        this.workers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("vmdk-pack-", 0).factory());
    }

    /// Begins to pack a grain.
    ///
    /// @param content the whole grain; not to be changed afterwards
    Future<PackedGrain> pack(long number, byte[] content) {
        return workers.submit(() -> packed(number, content));
    }

    private PackedGrain packed(long number, byte[] content) {
        Deflater known = idle.poll();
        Deflater deflater = known == null ? new Deflater(Deflater.DEFAULT_COMPRESSION) : known;
        // zlib's bound for what does not compress: 5 bytes per 16 KiB, and 6.
        int bound = content.length + content.length / 1024 + 64;
        ByteBuffer record =
                ByteBuffer.allocate(
                                (int) Sectors.holding(Marker.HEAD_BYTES + (long) bound)
                                        * Sectors.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        deflater.reset();
        deflater.setInput(content);
        deflater.finish();
        record.position(Marker.HEAD_BYTES);
        int length = deflater.deflate(record);
        if (!deflater.finished()) {
            throw new IllegalStateException("a grain grew beyond " + bound + " bytes");
        }
        idle.add(deflater);
        record.putLong(0, number * (content.length / Sectors.BYTES));
        record.putInt(Long.BYTES, length);
        int end = (int) Sectors.holding(Marker.HEAD_BYTES + (long) length) * Sectors.BYTES;
        return new PackedGrain(number, record.position(0).limit(end));
    }

    /// Drops what is not begun, and waits for the rest.
    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
        for (Deflater deflater = idle.poll(); deflater != null; deflater = idle.poll()) {
            deflater.end();
        }
    }
}
