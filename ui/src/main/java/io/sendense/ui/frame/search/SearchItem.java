package io.sendense.ui.frame.search;

import java.util.Optional;

/// Something that can be found. Immutable.
///
/// @param title its name
/// @param context what tells it from others of the same name
/// @param words further words it is found by, which are not shown; may be empty
/// @param open leads the operator there; on the FX thread
/// @param second what else can be done with it
public record SearchItem(
        SearchKind kind,
        String title,
        String context,
        String words,
        Runnable open,
        Optional<Second> second) {

    /// What Ctrl+Enter does, on the FX thread.
    public record Second(String text, Runnable action) {}

    /// One that can only be opened.
    public static SearchItem of(SearchKind kind, String title, String context, Runnable open) {
        return new SearchItem(kind, title, context, "", open, Optional.empty());
    }
}
