package io.sendense.ui.desktop;

import java.util.Optional;

/// The desktop around the window. Calls may take a while: not for the FX thread. What is clicked is
/// told on any thread. Thread-safe.
public interface Desktop {
    /// Shows an icon in the tray until it is closed.
    ///
    /// @return empty where this desktop has no tray
    Optional<TrayIcon> tray(TrayMenu menu);

    /// Tells the operator something outside of the window.
    ///
    /// @return false where this desktop cannot
    boolean tell(Notice notice);

    /// A desktop that has neither.
    static Desktop none() {
        return new Desktop() {
            @Override
            public Optional<TrayIcon> tray(TrayMenu menu) {
                return Optional.empty();
            }

            @Override
            public boolean tell(Notice notice) {
                return false;
            }
        };
    }
}
