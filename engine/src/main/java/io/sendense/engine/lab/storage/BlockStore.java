package io.sendense.engine.lab.storage;

import static io.sendense.engine.lab.content.BaseContent.BLOCK_BYTES;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changed blocks of all disks of a lab, in one sparse temporary file.
///
/// The file appears with the first block, is mapped once and then closed. A mapping, because a
/// `FileChannel` is closed for everyone when one reading thread is interrupted, and web requests
/// are interrupted. Freed slots are used again before the file grows, so its size on disk is the
/// most that was ever in use at once. Where the system allows it the file has no name from the
/// start; elsewhere (Windows) a crash leaves it in the directory. Thread-safe.
final class BlockStore implements AutoCloseable {
    /// A full file system would surface as a fault on a mapped page; so look first, now and then.
    private static final long ROOM_CHECK_BYTES = 16L << 20;

    private static final long ROOM_LEFT_BYTES = 256L << 20;

    private final Path directory;
    private final long maxBytes;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Arena arena = Arena.ofShared();

    @GuardedBy("lock")
    private final Deque<Long> free = new ArrayDeque<>();

    @GuardedBy("lock")
    private @Nullable Path leftover;

    @GuardedBy("lock")
    private long highWater;

    @GuardedBy("lock")
    private boolean closed;

    private volatile @Nullable MemorySegment blocks;

    BlockStore(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes / BLOCK_BYTES * BLOCK_BYTES;
    }

    /// A slot with one owner. Its bytes are whatever was there before.
    ///
    /// @throws LabStorageFullException the bound is reached, or the file system is nearly full
    Slot allocate() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the lab's storage is closed");
            }
            Long reused = free.pollLast();
            if (reused != null) {
                return new Slot(reused);
            }
            if (highWater == maxBytes) {
                throw new LabStorageFullException(
                        "the lab's store of changed blocks is full: " + maxBytes + " bytes");
            }
            if (blocks == null) {
                blocks = map();
            }
            if (highWater % ROOM_CHECK_BYTES == 0) {
                checkRoom();
            }
            Slot slot = new Slot(highWater);
            highWater += BLOCK_BYTES;
            return slot;
        }
    }

    /// Gives a slot back that no state owns any more.
    void free(Slot slot) {
        synchronized (lock) {
            free.addLast(slot.position);
        }
    }

    /// The slot's 64 KiB, position 0, as a view on the store.
    ByteBuffer view(Slot slot) {
        MemorySegment mapped = blocks;
        if (mapped == null) {
            throw new IllegalStateException("no slot was ever allocated");
        }
        return mapped.asSlice(slot.position, BLOCK_BYTES).asByteBuffer();
    }

    /// Bytes in use by all slots together.
    long usedBytes() {
        synchronized (lock) {
            return highWater - (long) free.size() * BLOCK_BYTES;
        }
    }

    /// Most bytes that were ever in use at once: the size of the file.
    long highWaterBytes() {
        synchronized (lock) {
            return highWater;
        }
    }

    private MemorySegment map() {
        synchronized (lock) {
            try {
                Files.createDirectories(directory);
                Path file = directory.resolve("lab-blocks-" + UUID.randomUUID());
                try (FileChannel channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.SPARSE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE)) {
                    leftover = file;
                    MemorySegment mapped = channel.map(MapMode.READ_WRITE, 0, maxBytes, arena);
                    leftover = unnamed(file) ? null : file;
                    return mapped;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("no room for changed blocks in " + directory, e);
            }
        }
    }

    private static boolean unnamed(Path file) {
        try {
            Files.delete(file);
            return true;
        } catch (IOException e) {
            return false; // a mapped file cannot be deleted on Windows; close() does it
        }
    }

    private void checkRoom() {
        try {
            long room = Files.getFileStore(directory).getUsableSpace();
            if (room < ROOM_LEFT_BYTES) {
                throw new LabStorageFullException(
                        "only " + room + " bytes are free in " + directory + " for changed blocks");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell the room in " + directory, e);
        }
    }

    /// Gives everything back. A view still in use then throws an `IllegalStateException`.
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            arena.close();
            if (leftover != null) {
                try {
                    Files.deleteIfExists(leftover);
                } catch (IOException e) {
                    throw new UncheckedIOException("could not delete " + leftover, e);
                }
            }
        }
    }
}
