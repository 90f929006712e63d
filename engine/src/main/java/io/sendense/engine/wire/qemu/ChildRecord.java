package io.sendense.engine.wire.qemu;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What is written down of a child, so that a later process can end it. Immutable.
///
/// @param name unique among the children of a home
/// @param program what was started
/// @param socket where it listens; no other process names it in its arguments
/// @param file what it writes
/// @param asked when it was about to be started
/// @param pid empty until it was started
/// @param started when the system says that the process began
public record ChildRecord(
        String name,
        Path program,
        Path socket,
        Path file,
        Instant asked,
        OptionalLong pid,
        Optional<Instant> started) {
    ChildRecord with(ProcessHandle process) {
        return new ChildRecord(
                name,
                program,
                socket,
                file,
                asked,
                OptionalLong.of(process.pid()),
                process.info().startInstant());
    }
}
