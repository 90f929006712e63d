package io.sendense.ui.run;

import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.ui.shared.Texts;
import java.util.EnumSet;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The events of the shown run as lines. They come from the catalog and from the feed: each is
/// listed once, in the order of their numbers. FX thread only.
final class RunLog {
    private final Texts texts;
    private final ObservableList<EventLine> lines = FXCollections.observableArrayList();
    private final Set<EventCode> happened = EnumSet.noneOf(EventCode.class);

    RunLog(Texts texts) {
        this.texts = texts;
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
            lines.add(
                    at,
                    new EventLine(
                            event.number(),
                            texts.formats().clock(event.time()),
                            texts.sentence(event)));
        }
    }

    ObservableList<EventLine> lines() {
        return lines;
    }

    /// What the run has reported at least once.
    Set<EventCode> happened() {
        return Set.copyOf(happened);
    }
}
