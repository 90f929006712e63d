package io.sendense.ui.history;

import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/// All runs as rows, newest first, kept current. FX thread only.
public final class HistoryViewModel {
    /// Older runs are in the catalog, not in this table.
    private static final int MOST_ROWS = 2000;

    private final EngineLink link;
    private final Texts texts;
    private final Navigator navigator;
    private final ProblemPresenter problems;
    private final ObservableList<RunRow> rows = FXCollections.observableArrayList();
    private final FilteredList<RunRow> found = new FilteredList<>(rows);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper();
    private final Map<Long, RunRow> whileReading = new LinkedHashMap<>();
    private int reading;

    public HistoryViewModel(
            EngineLink link, Texts texts, Navigator navigator, ProblemPresenter problems) {
        this.link = link;
        this.texts = texts;
        this.navigator = navigator;
        this.problems = problems;
        search.subscribe(text -> found.setPredicate(row -> matches(row, text)));
        link.runs().watch(this::onChanges);
        refresh();
    }

    /// Reads the runs from the catalog again.
    void refresh() {
        reading++;
        link.tasks()
                .call(
                        () -> link.engine().runs(MOST_ROWS),
                        this::show,
                        why -> {
                            reading--;
                            problems.present(why);
                        });
    }

    private void show(List<RunView> runs) {
        read.set(true);
        reading--;
        rows.setAll(runs.stream().map(run -> RunRow.of(run, texts)).toList());
        // What the feed said while the catalog was asked may be newer than its answer.
        whileReading.values().forEach(this::put);
        if (reading == 0) {
            whileReading.clear();
        }
    }

    private void onChanges(RunFeed.Changes changes) {
        for (RunView run : changes.runs()) {
            RunRow row = RunRow.of(run, texts);
            if (reading > 0) {
                whileReading.put(row.number(), row);
            }
            put(row);
        }
    }

    private void put(RunRow row) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).number() == row.number()) {
                if (!rows.get(i).equals(row)) {
                    rows.set(i, row);
                }
                return;
            }
        }
        rows.add(0, row);
    }

    private static boolean matches(RunRow row, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || row.vm().toLowerCase(Locale.ROOT).contains(wanted)
                || row.vcenter().toLowerCase(Locale.ROOT).contains(wanted)
                || row.result().toLowerCase(Locale.ROOT).contains(wanted);
    }

    void open(RunRow row) {
        navigator.openRun(row.number());
    }

    /// Shows in a dialog why a run failed or what it warns of.
    void presentProblem(RunRow row) {
        row.problem().ifPresent(problems::present);
    }

    /// The rows that match the search.
    ObservableList<RunRow> rows() {
        return found;
    }

    StringProperty searchProperty() {
        return search;
    }

    /// Whether the catalog has answered once.
    ReadOnlyBooleanProperty readProperty() {
        return read.getReadOnlyProperty();
    }
}
