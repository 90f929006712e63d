package io.sendense.ui.frame;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;

/// A page of the window. Immutable; its view is made when it is first shown, on the FX thread.
///
/// @param entry what the navigation shows for it; none for a page one gets to from another
/// @param view asked once
public record Page(Place place, Optional<Entry> entry, Supplier<View> view) {

    /// An entry of the navigation.
    ///
    /// @param text with its mnemonic: `_Jobs`
    /// @param icon literal of an icon: `mdi2h-history`
    public record Entry(String text, String icon) {
        /// The text without its mnemonic.
        public String name() {
            return text.replace("_", "");
        }
    }

    /// What the page shows.
    ///
    /// @param refresh reads anew what the page shows; F5 does it
    public record View(Node node, Runnable refresh) {
        /// A page that is current by itself.
        public static View current(Node node) {
            return new View(node, () -> {});
        }
    }

    /// A page with an entry of its own in the navigation. All entries stand in the order of the
    /// pages, the one of the settings at the bottom.
    public static Page listed(Place place, String text, String icon, Supplier<View> view) {
        return new Page(place, Optional.of(new Entry(text, icon)), view);
    }

    /// A page one gets to from another.
    public static Page detail(Place place, Supplier<View> view) {
        return new Page(place, Optional.empty(), view);
    }
}
