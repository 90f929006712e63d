package io.sendense.ui.desktop;

/// What is in the menu of the icon in the tray. Immutable. The actions come on any thread.
///
/// @param icon a picture of 64 x 64 pixels as PNG
public record TrayMenu(byte[] icon, Item open, Item stop, Item quit) {
    /// A line of the menu.
    public record Item(String text, Runnable action) {}

    public TrayMenu {
        icon = icon.clone();
    }

    @Override
    public byte[] icon() {
        return icon.clone();
    }
}
