package io.sendense.engine.concern;

/// How much a concern weighs.
public enum Severity {
    /// The VM cannot be backed up as it is.
    CRITICAL,
    /// It can, with less than one would expect.
    WARNING,
    /// Worth knowing.
    INFORMATION
}
