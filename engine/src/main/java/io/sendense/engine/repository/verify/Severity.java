package io.sendense.engine.repository.verify;

/// How bad a finding is.
public enum Severity {
    /// All that was backed up can be had back.
    NOTICE,
    /// Perhaps, but it cannot be proven.
    WARNING,
    /// Something that was backed up is lost.
    DAMAGE
}
