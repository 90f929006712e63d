package io.sendense.engine.home;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The right to run the engine of a home: one process at a time has it. The system takes it back
/// when the process ends, in whatever way, so it is never stale. Thread-safe.
///
/// A POSIX lock is lost when its process closes any channel to the file. So the file is opened for
/// locking only, and not at all where this process has the lock already: [Owner] lies in a file of
/// its own and tells.
public final class EngineLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLock.class);

    private final EngineHome home;
    private final FileChannel channel;

    private EngineLock(EngineHome home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /// Takes the lock if nobody has it. Does not wait.
    ///
    /// @param version of this program, for others to read
    /// @return empty where another process, or another engine of this one, has it
    /// @throws EngineException `HOME-UNUSABLE`
    public static Optional<EngineLock> tryAcquire(EngineHome home, String version)
            throws EngineException {
        // Two threads that open the file at once would lose each other's lock.
        synchronized (EngineLock.class) {
            try {
                if (Owner.read(home).filter(Owner::isThisProcess).isPresent()) {
                    return Optional.empty();
                }
                return lock(home, version);
            } catch (IOException e) {
                throw Problem.of(ProblemCode.HOME_UNUSABLE)
                        .with("path", home.folder().toString())
                        .because(e)
                        .toException(e);
            }
        }
    }

    private static Optional<EngineLock> lock(EngineHome home, String version) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean kept = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            Owner.current(home.controlSocket(), version).write(home);
            kept = true;
            return Optional.of(new EngineLock(home, channel));
        } catch (OverlappingFileLockException e) {
            throw new ExplainedException(
                    Cause.of(CauseCode.LOCK_WITHOUT_OWNER)
                            .with("path", home.ownerFile().toString()),
                    e);
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    public EngineHome home() {
        return home;
    }

    /// Gives the lock back. Repeatable.
    @Override
    public void close() {
        synchronized (EngineLock.class) {
            if (!channel.isOpen()) {
                return;
            }
            try (channel) {
                DurableFile.delete(home.ownerFile());
            } catch (IOException e) {
                // The next owner overwrites the file; the lock itself goes with the process.
                LOG.warn("the lock of {} was not given back cleanly", home.folder(), e);
            }
        }
    }

    /// Who owns a home, or owned it before it crashed: only an answer on the socket proves life.
    public static Optional<Owner> owner(EngineHome home) {
        return Owner.read(home);
    }
}
