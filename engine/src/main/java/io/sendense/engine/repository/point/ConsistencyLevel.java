package io.sendense.engine.repository.point;

/// What state of the guest a restore point holds.
public enum ConsistencyLevel {
    /// As after a power cut at one moment: the same moment for all disks.
    CRASH,
    /// The guest's file systems were quiesced.
    FILE_SYSTEM,
    /// Applications had been told too.
    APPLICATION
}
