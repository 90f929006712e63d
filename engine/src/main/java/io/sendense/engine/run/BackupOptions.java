package io.sendense.engine.run;

/// What an operator can choose for a backup. Immutable.
public record BackupOptions(ReadPolicy reading, Quiescing quiescing) {
    /// Reads what changed, compares where that cannot be known, does not quiesce.
    public static BackupOptions usual() {
        return new BackupOptions(ReadPolicy.COMPARE_UNTRUSTED, Quiescing.OFF);
    }

    /// The same with another amount to read.
    public BackupOptions reading(ReadPolicy policy) {
        return new BackupOptions(policy, quiescing);
    }

    /// The same, with every disk read in full.
    public BackupOptions inFull() {
        return reading(ReadPolicy.FULL);
    }

    /// The same with another demand on the guest.
    public BackupOptions quiesced(Quiescing how) {
        return new BackupOptions(reading, how);
    }
}
