package io.sendense.ui.frame;

/// What the console remembers from one start to the next. Immutable.
///
/// @param width of the window in pixels
/// @param height of the window in pixels
public record ConsoleSettings(
        ThemeChoice theme,
        LanguageChoice language,
        double width,
        double height,
        boolean maximized) {
    public static final double SMALLEST_WIDTH = 960;
    public static final double SMALLEST_HEIGHT = 600;

    public static final ConsoleSettings DEFAULT =
            new ConsoleSettings(ThemeChoice.SYSTEM, LanguageChoice.SYSTEM, 1280, 800, false);

    public ConsoleSettings {
        width = Math.max(SMALLEST_WIDTH, width);
        height = Math.max(SMALLEST_HEIGHT, height);
    }
}
