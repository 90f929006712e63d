package io.sendense.ui.jobs;

/// How a schedule is chosen in the editor.
enum ScheduleKind {
    MANUAL,
    DAILY,
    WEEKLY,
    CRON
}
