package io.sendense.engine.run;

import java.time.Duration;
import java.util.Optional;

/// What an operator can choose for a backup. Immutable.
///
/// @param bandwidth the run's own; it can be changed while the run lives
/// @param compression of what this run stores; the layers below may have another
/// @param holdForRetry how long the snapshot is held after disks have failed for a reason that may
///   pass, so that they can be read again from it, at most [#LONGEST_HOLD]; with zero the first
///   failure ends the run
/// @param node the node that reads the disks and pushes them here; absent where this engine reads
///   them
public record BackupOptions(
        ReadPolicy reading,
        Quiescing quiescing,
        Bandwidth bandwidth,
        Compression compression,
        Duration holdForRetry,
        Optional<String> node) {
    /// A snapshot that is held and grows for longer harms its VM.
    public static final Duration LONGEST_HOLD = Duration.ofDays(1);

    public BackupOptions {
        if (holdForRetry.isNegative() || holdForRetry.compareTo(LONGEST_HOLD) > 0) {
            throw new IllegalArgumentException("held for " + holdForRetry);
        }
    }

    /// Reads what changed, compares where that cannot be known, does not quiesce or compress, ends
    /// at the first failure, uses no node.
    public static BackupOptions usual() {
        return new BackupOptions(
                ReadPolicy.COMPARE_UNTRUSTED,
                Quiescing.OFF,
                Bandwidth.UNLIMITED,
                Compression.NONE,
                Duration.ZERO,
                Optional.empty());
    }

    /// The same with another amount to read.
    public BackupOptions reading(ReadPolicy policy) {
        return new BackupOptions(policy, quiescing, bandwidth, compression, holdForRetry, node);
    }

    /// The same, with every disk read in full.
    public BackupOptions inFull() {
        return reading(ReadPolicy.FULL);
    }

    /// The same with another demand on the guest.
    public BackupOptions quiesced(Quiescing how) {
        return new BackupOptions(reading, how, bandwidth, compression, holdForRetry, node);
    }

    /// The same with another bandwidth.
    public BackupOptions at(Bandwidth limit) {
        return new BackupOptions(reading, quiescing, limit, compression, holdForRetry, node);
    }

    /// The same with another way to store data.
    public BackupOptions compressed(Compression how) {
        return new BackupOptions(reading, quiescing, bandwidth, how, holdForRetry, node);
    }

    /// The same with another time to wait for a retry.
    public BackupOptions heldForRetry(Duration hold) {
        return new BackupOptions(reading, quiescing, bandwidth, compression, hold, node);
    }

    /// The same, read by a node or by this engine.
    public BackupOptions via(Optional<String> reader) {
        return new BackupOptions(reading, quiescing, bandwidth, compression, holdForRetry, reader);
    }
}
