package io.sendense.engine.wire.nbd;

import java.time.Duration;

/// How a client goes on when it has lost its server: it connects again, repeats what was not
/// answered, and writes again what was answered but not yet flushed
/// (`doc/adr/0012-a-client-rewrites-what-was-not-flushed.md`). Immutable.
///
/// For callers that write every range once between two flushes: a server that lives on may execute
/// a request of the old connection late, after its repetition.
///
/// @param limit how long to try, from the loss of a connection on
/// @param journalBytes how much of what was written and not flushed to keep for the case; when it
///   is full, the client flushes
public record NbdReconnect(Duration limit, long journalBytes) {
    private static final long LEAST_JOURNAL_BYTES = 1 << 20;

    public NbdReconnect {
        if (!limit.isPositive() || journalBytes < LEAST_JOURNAL_BYTES) {
            throw new IllegalArgumentException(
                    "reconnecting takes time and memory, not " + limit + " and " + journalBytes);
        }
    }

    /// For this long, with a journal of 64 MiB.
    public static NbdReconnect within(Duration limit) {
        return new NbdReconnect(limit, 64L << 20);
    }

    public NbdReconnect withJournalBytes(long bytes) {
        return new NbdReconnect(limit, bytes);
    }
}
