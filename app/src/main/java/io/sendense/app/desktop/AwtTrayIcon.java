package io.sendense.app.desktop;

import io.sendense.ui.desktop.Notice;
import io.sendense.ui.desktop.TrayIcon;
import io.sendense.ui.desktop.TrayMenu;
import java.awt.AWTError;
import java.awt.AWTException;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The icon in the tray as AWT has it. Thread-safe: everything is done on AWT's own thread.
final class AwtTrayIcon implements TrayIcon {
    private static final Logger LOG = LoggerFactory.getLogger(AwtTrayIcon.class);

    private final java.awt.TrayIcon icon;
    private final IconPicture picture;
    private final Dimension size;
    private volatile Runnable opened;

    private AwtTrayIcon(IconPicture picture, Dimension size, TrayMenu menu) {
        this.picture = picture;
        this.size = size;
        this.icon = new java.awt.TrayIcon(picture.of(size.width, size.height, -1), "Sendense");
        this.opened = menu.open().action();
        PopupMenu lines = new PopupMenu();
        lines.add(line(menu.open()));
        lines.addSeparator();
        lines.add(line(menu.stop()));
        lines.add(line(menu.quit()));
        icon.setPopupMenu(lines);
        // A double click on it, or a click on what it told last.
        icon.addActionListener(_ -> opened.run());
    }

    private static MenuItem line(TrayMenu.Item item) {
        MenuItem line = new MenuItem(item.text());
        line.addActionListener(_ -> item.action().run());
        return line;
    }

    /// Shows it; empty where this desktop has no tray.
    static Optional<AwtTrayIcon> show(TrayMenu menu) {
        try {
            if (GraphicsEnvironment.isHeadless() || !SystemTray.isSupported()) {
                LOG.info("this desktop has no tray");
                return Optional.empty();
            }
            SystemTray tray = SystemTray.getSystemTray();
            AwtTrayIcon made =
                    new AwtTrayIcon(IconPicture.read(menu.icon()), tray.getTrayIconSize(), menu);
            tray.add(made.icon);
            return Optional.of(made);
        } catch (AWTException | AWTError | IOException | UnsupportedOperationException e) {
            LOG.info("no icon in the tray: {}", e.toString());
            return Optional.empty();
        } catch (LinkageError e) {
            LOG.info("this Java has no AWT with a screen: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void show(String words, double fraction) {
        EventQueue.invokeLater(() -> {
            icon.setToolTip(words);
            icon.setImage(picture.of(size.width, size.height, fraction));
        });
    }

    /// Tells something beside the icon.
    boolean tell(Notice notice) {
        opened = notice.opened();
        EventQueue.invokeLater(
                () -> icon.displayMessage(notice.title(), notice.text(), type(notice.level())));
        return true;
    }

    private static java.awt.TrayIcon.MessageType type(Notice.Level level) {
        return switch (level) {
            case GOOD -> java.awt.TrayIcon.MessageType.INFO;
            case WARNING -> java.awt.TrayIcon.MessageType.WARNING;
            case BAD -> java.awt.TrayIcon.MessageType.ERROR;
        };
    }

    @Override
    public void close() {
        EventQueue.invokeLater(() -> SystemTray.getSystemTray().remove(icon));
    }
}
