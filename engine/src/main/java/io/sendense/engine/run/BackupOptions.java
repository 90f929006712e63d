package io.sendense.engine.run;

/// What an operator can choose for a backup. Immutable.
///
/// @param bandwidth the run's own; it can be changed while the run lives
/// @param compression of what this run stores; the layers below may have another
public record BackupOptions(
        ReadPolicy reading, Quiescing quiescing, Bandwidth bandwidth, Compression compression) {
    /// Reads what changed, compares where that cannot be known, does not quiesce or compress.
    public static BackupOptions usual() {
        return new BackupOptions(
                ReadPolicy.COMPARE_UNTRUSTED, Quiescing.OFF, Bandwidth.UNLIMITED, Compression.NONE);
    }

    /// The same with another amount to read.
    public BackupOptions reading(ReadPolicy policy) {
        return new BackupOptions(policy, quiescing, bandwidth, compression);
    }

    /// The same, with every disk read in full.
    public BackupOptions inFull() {
        return reading(ReadPolicy.FULL);
    }

    /// The same with another demand on the guest.
    public BackupOptions quiesced(Quiescing how) {
        return new BackupOptions(reading, how, bandwidth, compression);
    }

    /// The same with another bandwidth.
    public BackupOptions at(Bandwidth limit) {
        return new BackupOptions(reading, quiescing, limit, compression);
    }

    /// The same with another way to store data.
    public BackupOptions compressed(Compression how) {
        return new BackupOptions(reading, quiescing, bandwidth, how);
    }
}
