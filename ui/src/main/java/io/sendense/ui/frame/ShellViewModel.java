package io.sendense.ui.frame;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Where the operator is and which colours are wanted. FX thread only.
public final class ShellViewModel {
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.INVENTORY);
    private final ObjectProperty<ThemeChoice> theme;

    public ShellViewModel(ObjectProperty<ThemeChoice> theme) {
        this.theme = theme;
    }

    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    public ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }
}
