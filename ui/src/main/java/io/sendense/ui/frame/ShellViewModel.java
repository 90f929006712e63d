package io.sendense.ui.frame;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Where the operator is. FX thread only.
public final class ShellViewModel {
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.INVENTORY);

    /// The places that led to the detail that is shown, the nearest first.
    private final Deque<Place> trail = new ArrayDeque<>();

    public ShellViewModel() {
        place.subscribe(this::remember);
    }

    /// From a detail one may go on to another: the way back is the way one came.
    private void remember(Place from, Place now) {
        if (!now.isDetail()) {
            trail.clear();
        } else if (trail.contains(now)) {
            while (trail.pop() != now) {
                // What lay behind it on the way is left.
            }
        } else {
            trail.push(from);
        }
    }

    public ObjectProperty<Place> placeProperty() {
        return place;
    }

    /// From a detail back to where the operator came from; says whether this was a detail.
    public boolean back() {
        boolean detail = place.get().isDetail();
        if (detail) {
            place.set(trail.isEmpty() ? place.get().entry() : trail.peek());
        }
        return detail;
    }
}
