package io.sendense.ui.frame;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Where the operator is, which colours and which language are wanted. FX thread only.
public final class ShellViewModel {
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.INVENTORY);
    private final ObjectProperty<ThemeChoice> theme;
    private final ObjectProperty<LanguageChoice> language;

    public ShellViewModel(
            ObjectProperty<ThemeChoice> theme, ObjectProperty<LanguageChoice> language) {
        this.theme = theme;
        this.language = language;
    }

    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    public ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }

    /// Which language the console speaks from its next start on.
    public ObjectProperty<LanguageChoice> languageProperty() {
        return language;
    }
}
