package io.sendense.ui.desktop;

/// Something the operator should learn of. Immutable.
///
/// @param opened what happens when it is clicked, where the desktop tells that; on any thread
public record Notice(String title, String text, Level level, Runnable opened) {
    /// How much it matters.
    public enum Level {
        GOOD,
        WARNING,
        BAD
    }
}
