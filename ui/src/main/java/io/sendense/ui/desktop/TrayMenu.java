package io.sendense.ui.desktop;

import java.net.URI;

/// What is in the menu of the icon in the tray. Immutable. The actions come on any thread.
///
/// @param icon where a PNG of 64 x 64 pixels lies
public record TrayMenu(URI icon, Item open, Item stop, Item quit) {
    /// A line of the menu.
    public record Item(String text, Runnable action) {}
}
