package io.sendense.engine.repository.point;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says that a draft lives: a file beside the draft's folder, `.draft-<id>.<process>.lock`, with an
/// operating-system lock that ends with the process, however that ends. Not thread-safe.
///
/// It is made before the folder and removed after it, so a folder without one is an orphan. It lies
/// beside the folder because Windows renames no folder with an open file in it. The process stands
/// in the name because a process that as much as opens and closes a file loses its own lock on it
/// (POSIX `fcntl`): locks of the own process are recognised by name and never opened.
///
/// The lock is needed wherever several programs use one repository; a file system that has no locks
/// is refused.
final class DraftLock implements AutoCloseable {
    /// This process, for as long as it runs.
    private static final String PROCESS = PointId.random(new SecureRandom()).value();

    private static final Pattern NAME =
            Pattern.compile("\\.draft-([a-z2-7]{16})\\.([a-z2-7]{16})\\.lock");

    private static final StandardOpenOption WRITE = StandardOpenOption.WRITE;

    private final Path file;
    private final FileChannel channel;

    private DraftLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Makes and takes the lock for a new draft in `pointsFolder`; empty if a sweep came between
    /// making and taking, and another id should be tried.
    static Optional<DraftLock> create(Path pointsFolder, PointId id) throws IOException {
        Path file = pointsFolder.resolve(".draft-" + id + "." + PROCESS + ".lock");
        try {
            Optional<DraftLock> lock =
                    take(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, WRITE));
            if (lock.isEmpty()) {
                Files.deleteIfExists(file);
            }
            return lock;
        } catch (IOException e) {
            // No locks here: the file must not look like a draft's.
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Takes the lock of a draft whose process may have ended; empty while somebody holds it, or if
    /// it is gone.
    static Optional<DraftLock> takeOver(Path file) throws IOException {
        try {
            return take(file, FileChannel.open(file, WRITE));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Optional<DraftLock> take(Path file, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null && Files.exists(file)) {
                return Optional.of(new DraftLock(file, channel));
            }
        } catch (OverlappingFileLockException _) {
            // Another sweep of this process has it.
        } catch (IOException e) {
            try (channel) {
                throw e;
            }
        }
        channel.close();
        return Optional.empty();
    }

    /// The draft that a lock file belongs to; empty for any other name.
    static Optional<PointId> idOf(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.of(new PointId(matcher.group(1))) : Optional.empty();
    }

    /// Whether a lock file was made by this process.
    static boolean isOwn(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() && matcher.group(2).equals(PROCESS);
    }

    /// Ends the lock, but keeps the file: the folder is still there.
    void leave() throws IOException {
        channel.close();
    }

    /// Removes the file and ends the lock.
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Windows removes no open file; now it is closed.
            Files.deleteIfExists(file);
        }
    }
}
