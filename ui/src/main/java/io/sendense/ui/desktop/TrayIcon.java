package io.sendense.ui.desktop;

/// The console's icon in the tray. Thread-safe.
public interface TrayIcon extends AutoCloseable {
    /// Changes what it shows.
    ///
    /// @param words its tooltip
    /// @param fraction how much of the transfers is done, from 0 to 1; negative where there is none
    void show(String words, double fraction);

    /// Takes it away. Repeatable.
    @Override
    void close();
}
