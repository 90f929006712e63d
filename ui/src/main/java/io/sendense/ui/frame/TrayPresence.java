package io.sendense.ui.frame;

import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.desktop.Desktop;
import io.sendense.ui.desktop.TrayIcon;
import io.sendense.ui.desktop.TrayMenu;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The console's icon in the tray, from the first run that is living, or from when the window is to
/// go, until the console ends. Not before: it would cost the start of a second toolkit, for
/// nothing. FX thread only.
public final class TrayPresence {
    private final Desktop desktop;
    private final Tasks tasks;
    private final Texts texts;
    private final Actions actions;
    private boolean asked;
    private boolean known;
    private boolean ended;
    private final List<Consumer<Boolean>> waiting = new ArrayList<>();
    private @Nullable TrayIcon icon;
    private String words;
    private double fraction = -1;

    /// What its menu does; on the FX thread.
    ///
    /// @param icon as [TrayMenu] has it
    public record Actions(URI icon, Runnable open, Runnable stopAll, Runnable quit) {}

    public TrayPresence(Desktop desktop, Tasks tasks, Texts texts, Actions actions) {
        this.desktop = desktop;
        this.tasks = tasks;
        this.texts = texts;
        this.actions = actions;
        this.words = texts.messages().text("tray.idle");
    }

    /// Shows how the runs of this feed go on.
    public void follow(RunFeed feed) {
        feed.watch(_ -> show(feed.living()));
    }

    /// Asks for the icon where that was not done yet, and tells whether there is one once that is
    /// known.
    public void whenKnown(Consumer<Boolean> told) {
        if (known) {
            told.accept(isThere());
        } else {
            waiting.add(told);
            ask();
        }
    }

    private void ask() {
        if (!asked) {
            asked = true;
            tasks.call(() -> desktop.tray(menu()), this::take, _ -> take(Optional.empty()));
        }
    }

    /// Whether there is an icon, through which a hidden window can be had back.
    public boolean isThere() {
        return icon != null;
    }

    private void show(List<RunView> living) {
        if (!living.isEmpty()) {
            ask();
        }
        Messages messages = texts.messages();
        long planned = living.stream().mapToLong(RunView::plannedBytes).sum();
        long done = living.stream().mapToLong(RunView::doneBytes).sum();
        double part = living.isEmpty() ? -1 : planned <= 0 ? 0 : (double) done / planned;
        String told =
                living.isEmpty()
                        ? messages.text("tray.idle")
                        : messages.text("tray.runs", living.size(), texts.formats().percent(part));
        if (!told.equals(words)) {
            words = told;
            fraction = part;
            send();
        }
    }

    private TrayMenu menu() {
        Messages messages = texts.messages();
        return new TrayMenu(
                actions.icon(),
                item(messages.text("tray.open"), actions.open()),
                item(messages.text("tray.stop"), actions.stopAll()),
                item(messages.text("tray.quit"), actions.quit()));
    }

    private TrayMenu.Item item(String text, Runnable action) {
        return new TrayMenu.Item(text, () -> tasks.onScreen(action));
    }

    private void take(Optional<TrayIcon> made) {
        icon = made.orElse(null);
        known = true;
        if (ended) {
            end();
        } else {
            send();
        }
        List<Consumer<Boolean>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(each -> each.accept(isThere()));
    }

    private void send() {
        TrayIcon shown = icon;
        if (shown != null) {
            String text = words;
            double part = fraction;
            tasks.call(
                    () -> {
                        shown.show(text, part);
                        return shown;
                    },
                    _ -> {},
                    _ -> {});
        }
    }

    /// Takes the icon away; returns before it is gone.
    public void end() {
        ended = true;
        TrayIcon shown = icon;
        icon = null;
        if (shown != null) {
            tasks.call(
                    () -> {
                        shown.close();
                        return shown;
                    },
                    _ -> {},
                    _ -> {});
        }
    }
}
