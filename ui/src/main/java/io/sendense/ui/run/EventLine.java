package io.sendense.ui.run;

/// One line of a run's log. Immutable.
///
/// @param time of day, to the second
/// @param kind its level in a word
record EventLine(long number, String time, LogLevel level, String kind, String text) {
    /// As it is copied: `20:15:04 Warning The snapshot ...`.
    String copied() {
        return time + "  " + kind + "  " + text;
    }
}
