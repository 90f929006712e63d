package io.sendense.engine.problem;

/// What the one who sees a problem can do about it.
public enum Remedy {
    /// The same call may work later: a server was away, a limit was reached.
    RETRY,
    /// Somebody has to change or decide something: a password, a certificate, space, a name.
    ASK_OPERATOR,
    /// Stored bytes are not what they should be.
    DATA_DAMAGED,
    /// Sendense did something it must not do.
    REPORT_BUG
}
