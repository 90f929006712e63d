package io.sendense.ui.frame;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Where the operator is. FX thread only.
public final class ShellViewModel {
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.INVENTORY);

    /// Where the operator was last that was no detail.
    private Place before = Place.INVENTORY;

    public ShellViewModel() {
        place.subscribe(this::remember);
    }

    private void remember(Place now) {
        if (!now.isDetail()) {
            before = now;
        }
    }

    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    /// From a detail back to where the operator came from; says whether this was a detail.
    public boolean back() {
        boolean detail = place.get().isDetail();
        if (detail) {
            place.set(before);
        }
        return detail;
    }
}
