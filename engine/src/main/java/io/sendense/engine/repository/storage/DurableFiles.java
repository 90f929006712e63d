package io.sendense.engine.repository.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// File operations that survive a power cut once they have returned. Stateless.
///
/// An interrupt neither ends nor breaks them: they are short, and half of one is worth nothing. The
/// thread's interrupt flag is set again before they return.
public final class DurableFiles {
    private DurableFiles() {}

    /// Writes a whole file: under a temporary name, flushed, then renamed over `file`. A reader
    /// sees the old content or the new one, never a part.
    public static void replace(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            uninterrupted(() -> write(temporary, content));
            move(temporary, file);
        } catch (IOException e) {
            deleteAfter(temporary, e);
            throw e;
        }
    }

    private static @Nullable Void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
            return null;
        }
    }

    /// Renames within one file system, replacing a file (never a folder with entries), and flushes
    /// the folder the new name is in.
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        flushFolderOf(to);
    }

    /// Makes a folder with its missing parents and flushes every folder that got a new entry.
    public static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = parent(folder);
        createFolders(parent);
        Files.createDirectories(folder);
        flushFolder(parent);
    }

    /// Flushes a file's content and size.
    public static void flushFile(Path file) throws IOException {
        uninterrupted(() -> force(file, StandardOpenOption.WRITE));
    }

    /// Flushes a folder's entries. Windows has no such call and keeps its metadata in a journal.
    public static void flushFolder(Path folder) throws IOException {
        if (folder.getFileSystem().getSeparator().equals("\\")) {
            return;
        }
        uninterrupted(() -> force(folder, StandardOpenOption.READ));
    }

    /// Flushes the entries of the folder that `file` is in.
    public static void flushFolderOf(Path file) throws IOException {
        flushFolder(parent(file));
    }

    private static @Nullable Void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
            return null;
        }
    }

    /// Reads a whole file that is known to be small.
    public static byte[] read(Path file) throws IOException {
        return uninterrupted(() -> Files.readAllBytes(file));
    }

    private interface Step<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /// Runs a step that may be repeated, as often as interrupts close its channel.
    @CanIgnoreReturnValue
    private static <T extends @Nullable Object> T uninterrupted(Step<T> step) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return step.run();
                } catch (ClosedByInterruptException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Removes a folder with all it holds; links are removed, not followed. Entries that vanish
    /// meanwhile are fine.
    public static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no parent folder");
        }
        return parent;
    }

    private static void deleteAfter(Path file, IOException failure) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
