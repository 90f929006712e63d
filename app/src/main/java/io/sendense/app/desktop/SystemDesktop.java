package io.sendense.app.desktop;

import io.sendense.ui.desktop.Desktop;
import io.sendense.ui.desktop.Notice;
import io.sendense.ui.desktop.TrayIcon;
import io.sendense.ui.desktop.TrayMenu;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The desktop of this system, as far as it has a tray and takes notices. Thread-safe.
public final class SystemDesktop implements Desktop {
    private final Optional<NotifySend> notifySend = NotifySend.find(System.getenv("PATH"));
    private volatile @Nullable AwtTrayIcon shown;

    @Override
    public Optional<TrayIcon> tray(TrayMenu menu) {
        Optional<AwtTrayIcon> made = AwtTrayIcon.show(menu);
        shown = made.orElse(null);
        return made.map(icon -> icon);
    }

    /// By the desktop's own means where there are such, else beside the icon in the tray.
    @Override
    public boolean tell(Notice notice) {
        if (notifySend.filter(program -> program.tell(notice)).isPresent()) {
            return true;
        }
        AwtTrayIcon icon = shown;
        return icon != null && icon.tell(notice);
    }
}
