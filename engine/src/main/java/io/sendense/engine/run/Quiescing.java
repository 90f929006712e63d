package io.sendense.engine.run;

/// Whether the guest's file systems are brought to rest for the snapshot.
public enum Quiescing {
    /// No: the point is as after a power cut.
    OFF,
    /// Tried several times; where it cannot be done the point is as after a power cut, with a
    /// warning.
    PREFERRED,
    /// Tried several times; where it cannot be done the run fails.
    REQUIRED
}
