package io.sendense.engine.source.vsphere.folder;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;

/// The requests for ranges of one disk's files: so many at once, whichever of the files they are
/// for. Every one of them goes through here: the data, and the headers and tables of redo logs.
/// Only the few small files that say where the data is, its descriptors, are fetched before.
/// Thread-safe.
final class DiskRequests {
    private final Semaphore free;
    private final int requestBytes;
    private final ReadTimes times = new ReadTimes();

    DiskRequests(FolderLimits limits) {
        this.free = new Semaphore(limits.perDisk(), true);
        this.requestBytes = limits.requestBytes();
    }

    /// Most bytes of one request.
    int mostBytes() {
        return requestBytes;
    }

    /// What they have taken so far.
    ReadTimes times() {
        return times;
    }

    /// Reads one range, of at most `mostBytes`, when its turn has come.
    void read(RangeReader reader, long offset, ByteBuffer target) throws IOException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection");
        }
        long began = System.nanoTime();
        try {
            reader.read(offset, target, times);
        } finally {
            times.read(System.nanoTime() - began);
            free.release();
        }
    }
}
