package io.sendense.engine.home;

import java.time.Instant;

/// A program that was started, or was about to be, and has to be ended. Immutable.
///
/// @param name unique in this home
/// @param program its path
/// @param socket where it listens
/// @param file what it writes
/// @param asked when it was about to be started
/// @param pid its process id; 0 until it was started
/// @param started when the system says that the process began; the epoch until then
public record HeldChild(
        String name,
        String program,
        String socket,
        String file,
        Instant asked,
        long pid,
        Instant started) {}
