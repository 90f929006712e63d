package io.sendense.engine.wire.qemu;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// The child of a process that died. Stateless.
///
/// Process ids come again: a process is the recorded one only if its id, the moment it began and
/// its command are those of the record. The command names the socket, whose name no other process
/// has; a record without an id (the engine died in the moment of the start) is matched by that.
public final class OrphanChild {
    /// The system counts the start in ticks since boot, and the moment of boot may be corrected.
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private OrphanChild() {}

    /// The process of a record, if it still lives.
    public static Optional<ProcessHandle> find(ChildRecord record) {
        Stream<ProcessHandle> candidates =
                record.pid().isPresent()
                        ? ProcessHandle.of(record.pid().getAsLong()).stream()
                        : ProcessHandle.allProcesses();
        return candidates
                .filter(ProcessHandle::isAlive)
                .filter(process -> isOf(record, process.info()))
                .findFirst();
    }

    private static boolean isOf(ChildRecord record, ProcessHandle.Info process) {
        String socket = QemuNbd.socketArgument(record.socket());
        boolean named =
                process.arguments().map(all -> Arrays.asList(all).contains(socket)).orElse(false);
        return named && process.startInstant().map(began -> couldBe(record, began)).orElse(false);
    }

    private static boolean couldBe(ChildRecord record, Instant began) {
        if (record.started().isPresent()) {
            return Duration.between(record.started().get(), began).abs().compareTo(CLOCK_TOLERANCE)
                    <= 0;
        }
        return !began.isBefore(record.asked().minus(CLOCK_TOLERANCE));
    }

    /// Ends the process of a record: asks it to, then kills it.
    ///
    /// @return whether there was one; when this returns it is gone
    /// @throws IllegalStateException it cannot be killed
    public static boolean end(ChildRecord record) throws InterruptedException {
        Optional<ProcessHandle> found = find(record);
        if (found.isEmpty()) {
            return false;
        }
        ProcessHandle process = found.get();
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
            if (!ended(process)) {
                throw new IllegalStateException("process " + process.pid() + " cannot be ended");
            }
        }
        return true;
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("process " + process.pid(), e);
        }
    }
}
