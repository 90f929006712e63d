package io.sendense.ui.frame;

import java.util.Map;

/// What the console remembers from one start to the next. Immutable.
///
/// @param notifications whether the end of a run is told on the desktop
/// @param whenClosed while runs are living
/// @param whenScheduled while none is, but jobs are scheduled
/// @param layouts how tables and divided panes were left, by view and part: `History.table`
public record ConsoleSettings(
        ThemeChoice theme,
        LanguageChoice language,
        boolean notifications,
        WhenClosed whenClosed,
        WhenClosed whenScheduled,
        WindowPlace window,
        Map<String, String> layouts) {

    public static final ConsoleSettings DEFAULT =
            new ConsoleSettings(ThemeChoice.SYSTEM, LanguageChoice.SYSTEM, 1280, 800, false);

    public ConsoleSettings {
        layouts = Map.copyOf(layouts);
    }

    /// As by default but for what is given.
    public ConsoleSettings(
            ThemeChoice theme,
            LanguageChoice language,
            double width,
            double height,
            boolean maximized) {
        this(
                theme,
                language,
                true,
                WhenClosed.ASK,
                WhenClosed.ASK,
                WindowPlace.anywhere(width, height, maximized),
                Map.of());
    }
}
