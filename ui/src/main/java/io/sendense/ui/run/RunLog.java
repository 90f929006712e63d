package io.sendense.ui.run;

import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/// The events of the shown run as lines. They come from the catalog and from the feed: each is
/// listed once, in the order of their numbers. Levels can be left out. FX thread only.
final class RunLog {
    private final Texts texts;
    private final ObservableList<EventLine> lines = FXCollections.observableArrayList();
    private final FilteredList<EventLine> shown = new FilteredList<>(lines);
    private final Set<EventCode> happened = EnumSet.noneOf(EventCode.class);
    private final Map<LogLevel, BooleanProperty> levels = new EnumMap<>(LogLevel.class);

    RunLog(Texts texts) {
        this.texts = texts;
        for (LogLevel level : LogLevel.values()) {
            levels.put(level, new SimpleBooleanProperty(true));
        }
        levels.values().forEach(wanted -> wanted.subscribe(_ -> filter()));
    }

    private void filter() {
        Set<LogLevel> wanted =
                levels.entrySet().stream()
                        .filter(entry -> entry.getValue().get())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        shown.setPredicate(line -> wanted.contains(line.level()));
    }

    void clear() {
        lines.clear();
        happened.clear();
    }

    void add(RunEvent event) {
        happened.add(event.code());
        int at = lines.size();
        while (at > 0 && lines.get(at - 1).number() > event.number()) {
            at--;
        }
        if (at == 0 || lines.get(at - 1).number() != event.number()) {
            lines.add(at, line(event));
        }
    }

    private EventLine line(RunEvent event) {
        LogLevel level = LogLevel.of(event);
        Messages messages = texts.messages();
        String kind =
                switch (level) {
                    case INFO -> messages.text("run.level.info");
                    case WARNING -> messages.text("run.level.warning");
                    case ERROR -> messages.text("run.level.error");
                };
        return new EventLine(
                event.number(),
                texts.formats().clock(event.time()),
                level,
                kind,
                texts.sentence(event));
    }

    /// Lines as a text to be pasted elsewhere, one below the other.
    static String copied(Collection<EventLine> chosen) {
        return chosen.stream().map(EventLine::copied).collect(Collectors.joining("\n"));
    }

    /// The lines of the wanted levels.
    ObservableList<EventLine> lines() {
        return shown;
    }

    /// Whether lines of a level are wanted.
    BooleanProperty wanted(LogLevel level) {
        return Objects.requireNonNull(levels.get(level));
    }

    /// What the run has reported at least once.
    Set<EventCode> happened() {
        return Set.copyOf(happened);
    }
}
