package io.sendense.engine.repository.verify;

/// What an operator loses by a finding.
public enum Loss {
    /// Nothing but space.
    NOTHING(Severity.NOTICE),
    /// The bytes may be right, but nothing proves it any more.
    PROOF(Severity.WARNING),
    /// The VM's configuration or NVRAM; the disks are not touched by it.
    CONFIGURATION(Severity.DAMAGE),
    /// The bytes of some clusters of one disk.
    SOME_BYTES(Severity.DAMAGE),
    /// A disk of the point, as a whole.
    DISK(Severity.DAMAGE),
    /// The point.
    POINT(Severity.DAMAGE);

    private final Severity severity;

    Loss(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
