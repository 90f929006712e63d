package io.sendense.engine.concern;

/// What becomes of a device or a setting when a VM is restored elsewhere.
public enum Verdict {
    /// It is as it was; with a condition where a rule says one.
    KEPT(false, Severity.INFORMATION),
    /// The place it depends on is chosen at the restore.
    CHOSEN(false, Severity.INFORMATION),
    /// It comes back as something else.
    CHANGED(true, Severity.INFORMATION),
    /// The restored VM comes without it.
    REMOVED(true, Severity.WARNING),
    /// What it held is in no backup: it comes back empty, if at all.
    IMPOSSIBLE(true, Severity.WARNING);

    private final boolean told;
    private final Severity severity;

    Verdict(boolean told, Severity severity) {
        this.told = told;
        this.severity = severity;
    }

    /// Whether it is worth a word before a backup; what every VM has is not.
    public boolean told() {
        return told;
    }

    /// How much a rule of this verdict weighs before a backup.
    public Severity severity() {
        return severity;
    }
}
