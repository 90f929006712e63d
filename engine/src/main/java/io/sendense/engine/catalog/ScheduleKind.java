package io.sendense.engine.catalog;

/// The kinds of schedules by the names they have in the catalog.
enum ScheduleKind {
    MANUAL,
    DAILY,
    WEEKLY,
    CRON
}
