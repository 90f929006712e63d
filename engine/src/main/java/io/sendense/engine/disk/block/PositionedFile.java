package io.sendense.engine.disk.block;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A file read and written at byte positions, which survives interrupts. Thread-safe.
///
/// The JDK closes a `FileChannel` for everybody when one thread that uses it is interrupted. A disk
/// shared by several workers must not die because one of them is cancelled: here the channel is
/// opened again, the call repeated (every call names its position, so that is harmless), and the
/// thread's interrupt flag is set again before the call returns.
public final class PositionedFile implements AutoCloseable {
    private final Path path;
    private final boolean writable;
    private final @Nullable Object fileKey;
    private final Lock writing = new ReentrantLock();

    /// Replaced, under `this`, when an interrupt closed it.
    private volatile FileChannel channel;

    private volatile boolean closed;

    private PositionedFile(Path path, boolean writable, FileChannel channel) throws IOException {
        this.path = path;
        this.writable = writable;
        this.channel = channel;
        this.fileKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /// Opens an existing file.
    public static PositionedFile open(Path path, boolean writable) throws IOException {
        return of(path, writable, FileChannel.open(path, options(writable)));
    }

    /// Makes a new, empty, sparse file and opens it for reading and writing.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException there is one already
    public static PositionedFile create(Path path) throws IOException {
        Set<OpenOption> options =
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE);
        return of(path, true, FileChannel.open(path, options));
    }

    private static PositionedFile of(Path path, boolean writable, FileChannel channel)
            throws IOException {
        try {
            return new PositionedFile(path, writable, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Set<OpenOption> options(boolean writable) {
        return writable
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
                : Set.of(StandardOpenOption.READ);
    }

    public Path path() {
        return path;
    }

    /// The file's name without its folder, for error texts.
    public String name() {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }

    public boolean writable() {
        return writable;
    }

    /// The channel of this moment; an interrupt may close it.
    FileChannel channel() {
        return channel;
    }

    /// What tells the file from all others; null where the system does not say.
    @Nullable Object fileKey() {
        return fileKey;
    }

    /// Length of the file in bytes, asked of the operating system.
    public long length() throws IOException {
        return uninterrupted(FileChannel::size);
    }

    /// Fills `target` with the bytes at `position`; what lies beyond the end of the file reads as
    /// zeroes.
    public void read(long position, ByteBuffer target) throws IOException {
        uninterrupted(open -> readZeroPadded(open, position, target.duplicate()));
        target.position(target.limit());
    }

    private static long readZeroPadded(FileChannel open, long position, ByteBuffer target)
            throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = open.read(target, at);
            if (count < 0) {
                Zeroes.fill(target);
            } else {
                at += count;
            }
        }
        return at;
    }

    /// Writes all of `source` at `position`; the file grows where needed. One call at a time, the
    /// others sleep: the system lets only one in, and has the others spin.
    public void write(long position, ByteBuffer source) throws IOException {
        writing.lock();
        try {
            uninterrupted(open -> writeFully(open, position, source.duplicate()));
        } finally {
            writing.unlock();
        }
        source.position(source.limit());
    }

    private static long writeFully(FileChannel open, long position, ByteBuffer source)
            throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            at += open.write(source, at);
        }
        return at;
    }

    /// Writes `length` zero bytes at `position`.
    public void writeZeroes(long position, long length) throws IOException {
        long at = position;
        long left = length;
        while (left > 0) {
            ByteBuffer zeroes = Zeroes.buffer((int) Math.min(left, Zeroes.MAX_BYTES));
            int count = zeroes.remaining();
            write(at, zeroes);
            at += count;
            left -= count;
        }
    }

    /// Sets the file's length: cuts it, or lets it grow with a hole that reads as zeroes.
    public void setLength(long length) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    /// Returns when everything written so far, and the file's length, is on stable storage.
    public void force() throws IOException {
        uninterrupted(open -> {
            open.force(true);
            return 0L;
        });
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            channel.close();
        }
    }

    private long uninterrupted(FileCall call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    return call.on(open);
                } catch (ClosedByInterruptException _) {
                    interrupted |= Thread.interrupted();
                    reopen(open);
                } catch (ClosedChannelException e) {
                    // Ours, or that of another thread which was interrupted.
                    if (closed) {
                        throw e;
                    }
                    reopen(open);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void reopen(FileChannel broken) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (!channel.equals(broken)) {
                return;
            }
            FileChannel again = FileChannel.open(path, options(writable));
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            if (fileKey != null && !fileKey.equals(key)) {
                again.close();
                throw new NoSuchFileException(
                        path.toString(), null, "another file took its place while it was open");
            }
            channel = again;
        }
    }

    @FunctionalInterface
    private interface FileCall {
        long on(FileChannel open) throws IOException;
    }
}
