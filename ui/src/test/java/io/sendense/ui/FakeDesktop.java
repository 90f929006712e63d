package io.sendense.ui;

import io.sendense.ui.desktop.Desktop;
import io.sendense.ui.desktop.Notice;
import io.sendense.ui.desktop.TrayIcon;
import io.sendense.ui.desktop.TrayMenu;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// A desktop that writes down what it was asked for; with a tray and notices, or without.
/// Thread-safe.
public final class FakeDesktop implements Desktop {
    public final List<Notice> notices = new CopyOnWriteArrayList<>();
    public final List<String> words = new CopyOnWriteArrayList<>();
    public final AtomicReference<TrayMenu> menu = new AtomicReference<>();
    private final boolean able;

    /// One that has neither.
    public FakeDesktop() {
        this(false);
    }

    private FakeDesktop(boolean able) {
        this.able = able;
    }

    public static FakeDesktop whole() {
        return new FakeDesktop(true);
    }

    @Override
    public Optional<TrayIcon> tray(TrayMenu shown) {
        if (!able) {
            return Optional.empty();
        }
        menu.set(shown);
        return Optional.of(
                new TrayIcon() {
                    @Override
                    public void show(String text, double fraction) {
                        words.add(text);
                    }

                    @Override
                    public void close() {
                        menu.set(null);
                    }
                });
    }

    @Override
    public boolean tell(Notice notice) {
        notices.add(notice);
        return able;
    }
}
