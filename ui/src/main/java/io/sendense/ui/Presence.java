package io.sendense.ui;

import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.Closing;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.RunNotices;
import io.sendense.ui.frame.Theme;
import io.sendense.ui.frame.Toasts;
import io.sendense.ui.frame.TrayPresence;
import io.sendense.ui.shared.Texts;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What of the console goes on without its window: how it is closed, its icon in the tray, and how
/// it tells that runs end. FX thread only.
final class Presence {
    private final EngineLink link;
    private final Wiring.Surroundings surroundings;
    private final Dialogs dialogs;
    private final Toasts toasts;
    private final Navigator navigator;
    private @Nullable TrayPresence tray;

    Presence(
            EngineLink link,
            Wiring.Surroundings surroundings,
            Dialogs dialogs,
            Toasts toasts,
            Navigator navigator) {
        this.link = link;
        this.surroundings = surroundings;
        this.dialogs = dialogs;
        this.toasts = toasts;
        this.navigator = navigator;
    }

    /// What to do when the window is to be closed, and what goes on without it.
    ///
    /// @param window what the window does about it
    Closing closing(WindowSteps window) {
        Texts texts = surroundings.texts();
        Closing closing =
                new Closing(
                        link,
                        texts,
                        surroundings.clock(),
                        new Closing.Wishes(
                                surroundings.memory().whenClosedProperty(),
                                surroundings.memory().whenScheduledProperty()),
                        new Closing.Steps(
                                dialogs::ask,
                                dialogs,
                                this::tellTray,
                                window.keep(),
                                window.raise(),
                                dialogs::showStopping,
                                window.exit()));
        tray =
                new TrayPresence(
                        surroundings.options().desktop(),
                        link.tasks(),
                        texts,
                        new TrayPresence.Actions(
                                Theme.icon(), window.raise(), closing::stopAll, closing::quit));
        tray.follow(link.runs());
        return closing;
    }

    /// What a window does that is to be closed.
    ///
    /// @param keep leaves the screen and goes on
    /// @param raise comes back to the front
    /// @param exit closes for good
    record WindowSteps(Runnable keep, Runnable raise, Runnable exit) {}

    private void tellTray(Consumer<Boolean> told) {
        if (tray == null) {
            told.accept(false);
        } else {
            tray.whenKnown(told);
        }
    }

    /// Whether the console can go on in the tray, as far as that is known.
    boolean hasTray() {
        return tray != null && tray.isThere();
    }

    /// Tells how runs end.
    void tellEnds(BooleanSupplier inFront, Runnable raise) {
        new RunNotices(
                        link.tasks(),
                        surroundings.texts(),
                        navigator,
                        new RunNotices.Surroundings(
                                surroundings.options().desktop(),
                                surroundings.memory().notificationsProperty()::get,
                                inFront,
                                toasts::show,
                                raise))
                .follow(link.runs());
    }

    /// Takes the icon away.
    void end() {
        if (tray != null) {
            tray.end();
        }
    }
}
