package io.sendense.engine.home;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Small files that are whole or not there, and last: written under another name, flushed, renamed,
/// the folder flushed. Readable and writable by their owner only.
///
/// An interrupt does not break a write (it would close a `FileChannel` in the middle): the work is
/// done on a thread of its own, and the caller keeps its interrupt. Thread-safe for different
/// files. A crash leaves the old content, and perhaps a file ending in `.part`.
public final class DurableFile {
    private DurableFile() {}

    /// Writes a file, replacing what was there. When this returns it survives a power cut.
    public static void write(Path file, byte[] content) throws IOException {
        undisturbed(() -> {
            Path part = part(file);
            writePart(part, content);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            flushFolder(file);
            return true;
        });
    }

    /// Removes a file for good.
    ///
    /// @return false if there was none
    public static boolean delete(Path file) throws IOException {
        return undisturbed(() -> {
            boolean deleted = Files.deleteIfExists(file);
            if (deleted) {
                flushFolder(file);
            }
            return deleted;
        });
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static void writePart(Path part, byte[] content) throws IOException {
        Files.deleteIfExists(part);
        if (isPosix(part)) {
            Files.createFile(
                    part,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        try (FileOutputStream out = new FileOutputStream(part.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    /// Makes a rename or removal last. Windows cannot open folders and needs no such thing.
    private static void flushFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean undisturbed(Callable<Boolean> work) throws IOException {
        FutureTask<Boolean> task = new FutureTask<>(work);
        Thread.ofVirtual().name("durable-file").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    // The same exception on the caller's thread, with the trace of its own.
                    throw new IOException(String.valueOf(reason(e)), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof java.nio.file.FileSystemException
                ? cause.toString()
                : String.valueOf(cause.getMessage());
    }
}
