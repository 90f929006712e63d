package io.sendense.ui.frame;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// The colours and fonts of all windows, light or dark, following a choice and the operating
/// system. One per process, as JavaFX has one user agent style sheet. FX thread only.
public final class Theme {
    private static final List<String> FONTS =
            List.of("Inter-Regular.otf", "Inter-Bold.otf", "InterDisplay-SemiBold.otf");

    private final ObservableValue<ColorScheme> shown;

    /// @param choice what the operator wants, now and later
    public Theme(ObjectProperty<ThemeChoice> choice) {
        this(choice, Platform.getPreferences().colorSchemeProperty());
    }

    /// @param system the operating system's colours, now and later
    Theme(ObjectProperty<ThemeChoice> choice, ObservableValue<ColorScheme> system) {
        FONTS.forEach(Theme::loadFont);
        shown =
                choice.flatMap(chosen ->
                        switch (chosen) {
                            case SYSTEM -> system;
                            case LIGHT -> new SimpleObjectProperty<>(ColorScheme.LIGHT);
                            case DARK -> new SimpleObjectProperty<>(ColorScheme.DARK);
                        });
        shown.subscribe(Theme::apply);
    }

    private static void loadFont(String file) {
        try (InputStream in = Theme.class.getResourceAsStream("fonts/" + file)) {
            if (in == null || Font.loadFont(in, 13) == null) {
                throw new IllegalStateException("the font " + file + " does not load");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + file + " does not load", e);
        }
    }

    /// Where the console's icon lies, 64 x 64 pixels as PNG.
    public static URI icon() {
        return URI.create(Theme.class.getResource("icon-64.png").toExternalForm());
    }

    private static void apply(ColorScheme scheme) {
        Application.setUserAgentStylesheet(
                switch (scheme) {
                    case LIGHT -> new PrimerLight().getUserAgentStylesheet();
                    case DARK -> new PrimerDark().getUserAgentStylesheet();
                });
    }

    /// Gives a scene the console's own style sheet, which takes its colours from the theme.
    public void dress(Scene scene) {
        scene.getStylesheets().add(Theme.class.getResource("console.css").toExternalForm());
    }
}
