package io.sendense.ui.frame.search;

/// What kind of thing is found. Where two match equally well, the kind that stands first here comes
/// first.
public enum SearchKind {
    COMMAND("mdi2c-chevron-right"),
    VM("mdi2m-monitor"),
    JOB("mdi2c-calendar-clock"),
    RUN("mdi2h-history"),
    POINT("mdi2b-backup-restore");

    private final String icon;

    SearchKind(String icon) {
        this.icon = icon;
    }

    /// Literal of its icon.
    String icon() {
        return icon;
    }
}
