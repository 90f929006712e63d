package io.sendense.ui.frame;

import io.sendense.ui.shared.Tasks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the console remembers, while it is open: changed by whoever it concerns, and stored a
/// moment after it changed. FX thread only.
public final class ConsoleMemory {
    /// Many changes in a row, as of a window that is dragged larger, are stored once.
    private static final Duration REST = Duration.ofSeconds(1);

    private final Tasks tasks;
    private final Consumer<ConsoleSettings> store;
    private final ObjectProperty<ThemeChoice> theme;
    private final ObjectProperty<LanguageChoice> language;
    private final BooleanProperty notifications;
    private final ObjectProperty<WhenClosed> whenClosed;
    private final ObjectProperty<WhenClosed> whenScheduled;
    private final ObjectProperty<WindowPlace> window;
    private final Map<String, String> layouts;
    private boolean planned;
    private ConsoleSettings stored;

    /// @param store told what to keep, off the FX thread
    public ConsoleMemory(ConsoleSettings first, Tasks tasks, Consumer<ConsoleSettings> store) {
        this.tasks = tasks;
        this.store = store;
        this.stored = first;
        this.theme = new SimpleObjectProperty<>(this, "theme", first.theme());
        this.language = new SimpleObjectProperty<>(this, "language", first.language());
        this.notifications =
                new SimpleBooleanProperty(this, "notifications", first.notifications());
        this.whenClosed = new SimpleObjectProperty<>(this, "whenClosed", first.whenClosed());
        this.whenScheduled =
                new SimpleObjectProperty<>(this, "whenScheduled", first.whenScheduled());
        this.window = new SimpleObjectProperty<>(this, "window", first.window());
        this.layouts = new TreeMap<>(first.layouts());
        theme.subscribe((_, _) -> changed());
        language.subscribe((_, _) -> changed());
        notifications.subscribe((_, _) -> changed());
        whenClosed.subscribe((_, _) -> changed());
        whenScheduled.subscribe((_, _) -> changed());
        window.subscribe((_, _) -> changed());
    }

    private void changed() {
        if (!planned) {
            planned = true;
            tasks.onScreenAfter(REST, this::storeNow);
        }
    }

    /// What changes while this is being stored waits for the next time, so that an older state
    /// never comes after a newer one.
    private void storeNow() {
        ConsoleSettings now = settings();
        if (now.equals(stored)) {
            planned = false;
            return;
        }
        tasks.call(
                () -> {
                    store.accept(now);
                    return now;
                },
                this::onStored,
                _ -> onStored(now));
    }

    private void onStored(ConsoleSettings kept) {
        stored = kept;
        planned = false;
        if (!settings().equals(kept)) {
            changed();
        }
    }

    /// Everything as it is now.
    public ConsoleSettings settings() {
        return new ConsoleSettings(
                theme.get(),
                language.get(),
                notifications.get(),
                whenClosed.get(),
                whenScheduled.get(),
                window.get(),
                layouts);
    }

    public ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }

    /// Which language the console speaks from its next start on.
    public ObjectProperty<LanguageChoice> languageProperty() {
        return language;
    }

    /// Whether the end of a run is told on the desktop.
    public BooleanProperty notificationsProperty() {
        return notifications;
    }

    /// What happens to living runs when the window is closed.
    public ObjectProperty<WhenClosed> whenClosedProperty() {
        return whenClosed;
    }

    /// What happens when it is closed while no run is living, but jobs are scheduled.
    public ObjectProperty<WhenClosed> whenScheduledProperty() {
        return whenScheduled;
    }

    public ObjectProperty<WindowPlace> windowProperty() {
        return window;
    }

    /// How a part of a view was left.
    Optional<String> layout(String key) {
        return Optional.ofNullable(layouts.get(key));
    }

    void keepLayout(String key, String layout) {
        if (!layout.equals(layouts.put(key, layout))) {
            changed();
        }
    }
}
