package io.sendense.engine.run;

/// How much of a VM's disks a run reads.
public enum ReadPolicy {
    /// What changed; a disk whose change tracking cannot be trusted is read and compared with the
    /// sums of its last restore point, and only what differs is stored.
    COMPARE_UNTRUSTED,
    /// What changed; a disk whose change tracking cannot be trusted is read and stored in full.
    FULL_UNTRUSTED,
    /// Every disk in full.
    FULL
}
