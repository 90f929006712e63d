package io.sendense.engine.disk.block;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// The holes of one file, through the C library of 64-bit Linux: `lseek(2)` with `SEEK_DATA` and
/// `SEEK_HOLE`, `fallocate(2)` with `FALLOC_FL_PUNCH_HOLE`. Java has no call for either.
///
/// Holds a descriptor of its own. Thread-safe: no call depends on the descriptor's position, and
/// `close` waits for calls under way, since a closed number may belong to another file at once.
final class LinuxHoles implements AutoCloseable {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int PUNCH_HOLE_KEEP_SIZE = 3;
    private static final int ENXIO = 6;

    private final Calls calls;
    private final int descriptor;
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
    private boolean closed;

    private LinuxHoles(Calls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    /// Empty where the platform has no such calls, native access is denied, or the file's system
    /// does not tell its holes.
    static Optional<LinuxHoles> of(Path path, boolean writable) {
        if (!System.getProperty("os.name", "").equals("Linux")
                || !path.getFileSystem().equals(FileSystems.getDefault())
                || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            return Optional.empty();
        }
        return Calls.BOUND.flatMap(calls -> of(calls, path, writable));
    }

    private static Optional<LinuxHoles> of(Calls calls, Path path, boolean writable) {
        int descriptor = calls.open(path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
        if (descriptor < 0) {
            return Optional.empty();
        }
        Seek end = calls.seek(descriptor, 0, SEEK_HOLE);
        if (end.position < 0 && end.error != ENXIO) {
            calls.close(descriptor);
            return Optional.empty();
        }
        return Optional.of(new LinuxHoles(calls, descriptor));
    }

    /// Whether the descriptor is of the file with that key.
    boolean areOf(@Nullable Object fileKey) throws IOException {
        Path opened = Path.of("/proc/self/fd", Integer.toString(descriptor));
        Object key = Files.readAttributes(opened, BasicFileAttributes.class).fileKey();
        return key != null && key.equals(fileKey);
    }

    /// The first byte at or after `offset` that is stored; empty when only a hole follows.
    OptionalLong nextData(long offset) throws IOException {
        Seek found = seek(offset, SEEK_DATA);
        if (found.position >= 0) {
            return OptionalLong.of(found.position);
        }
        if (found.error == ENXIO) {
            return OptionalLong.empty();
        }
        throw new IOException("lseek(SEEK_DATA) at " + offset + ": error " + found.error);
    }

    /// The first byte at or after `offset` that lies in a hole; the end of the file counts as one.
    long nextHole(long offset) throws IOException {
        Seek found = seek(offset, SEEK_HOLE);
        if (found.position < 0) {
            throw new IOException("lseek(SEEK_HOLE) at " + offset + ": error " + found.error);
        }
        return found.position;
    }

    /// Turns the range into a hole that reads as zeroes. False where the file system cannot; the
    /// range may then be partly zero.
    boolean punch(long offset, long length) throws IOException {
        closing.readLock().lock();
        try {
            checkOpen();
            return calls.fallocate(descriptor, PUNCH_HOLE_KEEP_SIZE, offset, length) == 0;
        } finally {
            closing.readLock().unlock();
        }
    }

    private Seek seek(long offset, int whence) throws IOException {
        closing.readLock().lock();
        try {
            checkOpen();
            return calls.seek(descriptor, offset, whence);
        } finally {
            closing.readLock().unlock();
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                calls.close(descriptor);
            }
        } finally {
            closing.writeLock().unlock();
        }
    }

    private record Seek(long position, int error) {}

    /// The four functions, bound to the C library.
    private record Calls(
            MethodHandle open, MethodHandle lseek, MethodHandle fallocate, MethodHandle close) {
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        /// Bound once, at the first use.
        static final Optional<Calls> BOUND = bind();

        private static Optional<Calls> bind() {
            try {
                return Optional.of(bound());
            } catch (IllegalCallerException | UnsupportedOperationException _) {
                return Optional.empty();
            }
        }

        private static Calls bound() {
            Linker.Option errno = Linker.Option.captureCallState("errno");
            return new Calls(
                    handle(
                            "open",
                            FunctionDescriptor.of(JAVA_INT, ValueLayout.ADDRESS, JAVA_INT),
                            Linker.Option.firstVariadicArg(2)),
                    handle(
                            "lseek",
                            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT),
                            errno),
                    handle(
                            "fallocate",
                            FunctionDescriptor.of(
                                    JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG)),
                    handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)));
        }

        // Restricted because a wrong descriptor crashes the process: these are the manual's.
        @SuppressWarnings("restricted")
        private static MethodHandle handle(
                String name, FunctionDescriptor type, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            MemorySegment symbol =
                    linker.defaultLookup()
                            .find(name)
                            .orElseThrow(() ->
                                    new UnsupportedOperationException(
                                            "no " + name + " in the C library"));
            return linker.downcallHandle(symbol, type, options);
        }

        int open(Path path, int flags) {
            try (Arena arena = Arena.ofConfined()) {
                return (int)
                        open.invokeExact(
                                arena.allocateFrom(path.toAbsolutePath().toString()), flags);
            } catch (Throwable t) {
                throw unexpected(t);
            }
        }

        Seek seek(int descriptor, long offset, int whence) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                long position = (long) lseek.invokeExact(state, descriptor, offset, whence);
                return new Seek(position, position < 0 ? (int) ERRNO.get(state, 0L) : 0);
            } catch (Throwable t) {
                throw unexpected(t);
            }
        }

        int fallocate(int descriptor, int mode, long offset, long length) {
            try {
                return (int) fallocate.invokeExact(descriptor, mode, offset, length);
            } catch (Throwable t) {
                throw unexpected(t);
            }
        }

        void close(int descriptor) {
            try {
                int ignored = (int) close.invokeExact(descriptor);
            } catch (Throwable t) {
                throw unexpected(t);
            }
        }

        /// A downcall declares `Throwable` but throws nothing of its own.
        private static IllegalStateException unexpected(Throwable t) {
            return new IllegalStateException("a call into the C library failed", t);
        }
    }
}
