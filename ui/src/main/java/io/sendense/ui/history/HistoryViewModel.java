package io.sendense.ui.history;

import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Texts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// All runs as rows, newest first, kept current. FX thread only.
public final class HistoryViewModel {
    /// Older runs are in the catalog, not in this table.
    private static final int MOST_ROWS = 2000;

    private final EngineLink link;
    private final Texts texts;
    private final Navigator navigator;
    private final ProblemPresenter problems;
    private final ObservableList<RunRow> rows =
            FXCollections.observableArrayList(
                    row -> new Observable[] {row.summaryProperty(), row.jobProperty()});
    private final FilteredList<RunRow> found = new FilteredList<>(rows);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper();

    /// By run: the name of its job.
    private final Map<Long, String> jobs = new HashMap<>();

    private final Map<Long, RunSummary> whileReading = new LinkedHashMap<>();
    private int reading;

    public HistoryViewModel(
            EngineLink link, Texts texts, Navigator navigator, ProblemPresenter problems) {
        this.link = link;
        this.texts = texts;
        this.navigator = navigator;
        this.problems = problems;
        search.subscribe(text -> found.setPredicate(row -> matches(row, text)));
        link.runs().watch(this::onChanges);
        link.jobs().runsProperty().subscribe(this::showJobs);
        refresh();
    }

    /// Reads the runs from the catalog again.
    public void refresh() {
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
        Map<Long, RunRow> before = new HashMap<>();
        rows.forEach(row -> before.put(row.number(), row));
        List<RunRow> now =
                runs.stream()
                        .map(run -> RunSummary.of(run, texts))
                        .map(read -> row(before.get(read.number()), read))
                        .toList();
        if (!rows.equals(now)) {
            rows.setAll(now);
        }
        // What the feed said while the catalog was asked may be newer than its answer.
        whileReading.values().forEach(this::put);
        if (reading == 0) {
            whileReading.clear();
        }
    }

    private void showJobs(List<JobRunView> executions) {
        jobs.clear();
        for (JobRunView execution : executions) {
            for (JobRunVm vm : execution.vms()) {
                vm.run().ifPresent(run -> jobs.put(run.value(), execution.jobName()));
            }
        }
        rows.forEach(row -> row.showJob(job(row.number())));
    }

    private String job(long run) {
        return jobs.getOrDefault(run, "");
    }

    private RunRow row(@Nullable RunRow before, RunSummary read) {
        if (before == null) {
            return new RunRow(read, job(read.number()));
        }
        before.show(read);
        return before;
    }

    private void onChanges(RunFeed.Changes changes) {
        for (RunView run : changes.runs()) {
            RunSummary newest = RunSummary.of(run, texts);
            if (reading > 0) {
                whileReading.put(newest.number(), newest);
            }
            put(newest);
        }
    }

    private void put(RunSummary newest) {
        rows.stream()
                .filter(row -> row.number() == newest.number())
                .findFirst()
                .ifPresentOrElse(
                        row -> row.show(newest),
                        () -> rows.addFirst(new RunRow(newest, job(newest.number()))));
    }

    private static boolean matches(RunRow row, String text) {
        RunSummary run = row.summary();
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || run.vm().toLowerCase(Locale.ROOT).contains(wanted)
                || row.jobProperty().get().toLowerCase(Locale.ROOT).contains(wanted)
                || run.vcenter().toLowerCase(Locale.ROOT).contains(wanted)
                || run.result().toLowerCase(Locale.ROOT).contains(wanted)
                || run.problem()
                        .filter(why -> why.code().id().toLowerCase(Locale.ROOT).contains(wanted))
                        .isPresent();
    }

    void open(RunRow row) {
        navigator.openRun(row.number());
    }

    /// Shows in a dialog why a run failed or what it warns of.
    void presentProblem(RunRow row) {
        RunSummary run = row.summary();
        run.problem().ifPresent(why -> problems.present(why, Optional.of(run.occasion())));
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
