package io.sendense.ui.jobs;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// All jobs as rows, kept current, and what can be done with each. FX thread only.
public final class JobsViewModel {
    /// What is said relative to now grows old.
    private static final Duration AGEING = Duration.ofSeconds(30);

    private final EngineLink link;
    private final Texts texts;
    private final Actions actions;
    private final JobWords words;
    private final ObservableList<JobRow> rows = FXCollections.observableArrayList();

    private final ReadOnlyObjectWrapper<Optional<JobRow>> revealed =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /// Where the page's commands lead.
    ///
    /// @param edit opens the editor
    public record Actions(
            Consumer<JobDraft> edit,
            Navigator navigator,
            Question.Asker questions,
            ProblemPresenter problems) {}

    /// A call about one job.
    private interface Change {
        void make() throws EngineException, InterruptedException;
    }

    public JobsViewModel(EngineLink link, Texts texts, InstantSource clock, Actions actions) {
        this.link = link;
        this.texts = texts;
        this.actions = actions;
        this.words = new JobWords(texts, clock, this::living);
        link.jobs().jobs().addListener((InvalidationListener) _ -> show());
        link.jobs().runsProperty().subscribe(_ -> show());
        link.runs().watch(this::onChanges);
        age();
    }

    private Optional<RunView> living(RunId id) {
        return link.runs().living().stream().filter(run -> run.id().equals(id)).findFirst();
    }

    private void age() {
        show();
        link.tasks().onScreenAfter(AGEING, this::age);
    }

    private void onChanges(RunFeed.Changes changes) {
        if (!changes.runs().isEmpty() && rows.stream().anyMatch(row -> row.summary().living())) {
            show();
        }
    }

    private void show() {
        Map<Long, JobRow> before = new HashMap<>();
        rows.forEach(row -> before.put(row.id(), row));
        List<JobRow> now =
                link.jobs().jobs().stream()
                        .map(this::summary)
                        .map(read -> row(before.get(read.id()), read))
                        .toList();
        if (!rows.equals(now)) {
            rows.setAll(now);
        }
    }

    private JobSummary summary(JobView job) {
        List<JobRunView> executions = link.jobs().runs(job.id());
        return JobSummary.of(
                job, executions.isEmpty() ? job.lastRun().stream().toList() : executions, words);
    }

    private static JobRow row(@Nullable JobRow before, JobSummary read) {
        if (before == null) {
            return new JobRow(read);
        }
        before.show(read);
        return before;
    }

    // --- what can be done

    void newJob() {
        actions.edit().accept(JobDraft.of(List.of(), texts.formats()));
    }

    void edit(JobRow row) {
        job(row).map(JobDraft::changing).ifPresent(actions.edit());
    }

    void copy(JobRow row) {
        job(row).map(job -> JobDraft.copying(job, texts.messages())).ifPresent(actions.edit());
    }

    /// Opens the execution of a job that runs, the editor of one that does not.
    void open(JobRow row) {
        if (row.summary().living()) {
            openLast(row);
        } else {
            edit(row);
        }
    }

    void openLast(JobRow row) {
        row.summary().result().run().ifPresent(this::openExecution);
    }

    void openExecution(long number) {
        actions.navigator().openJobRun(number);
    }

    void run(JobRow row) {
        run(new JobId(row.id()));
    }

    public void run(JobId id) {
        change(() -> link.engine().jobs().run(id));
    }

    /// Has the page select a job.
    public void reveal(long job) {
        revealed.set(Optional.empty());
        revealed.set(rows.stream().filter(row -> row.id() == job).findFirst());
    }

    /// What a job holds, in a line.
    public String holds(JobView job) {
        return words.holds(job.definition());
    }

    void enable(JobRow row, boolean enabled) {
        JobId id = new JobId(row.id());
        change(() -> link.engine().jobs().enable(id, enabled));
    }

    /// Forgets a job, if the operator confirms it.
    void remove(JobRow row) {
        Messages messages = texts.messages();
        JobId id = new JobId(row.id());
        Question question =
                new Question(
                        messages.text("jobs.remove.title", row.summary().name().first()),
                        messages.text("jobs.remove.text", row.summary().schedule().first()),
                        messages.text("jobs.remove.confirm"),
                        messages.text("jobs.remove.cancel"));
        actions.questions()
                .ask(
                        question,
                        confirmed -> {
                            if (confirmed) {
                                change(() -> link.engine().jobs().remove(id));
                            }
                        });
    }

    /// The engine tells of the change; a switch that did not move shows again how it stands.
    private void change(Change change) {
        link.tasks()
                .call(
                        () -> {
                            change.make();
                            return change;
                        },
                        _ -> {},
                        actions.problems()::present);
    }

    private Optional<JobView> job(JobRow row) {
        return link.jobs().job(new JobId(row.id()));
    }

    void refresh() {
        link.jobs().refresh();
    }

    ObservableList<JobRow> rows() {
        return rows;
    }

    /// The row that is to be selected.
    ReadOnlyObjectProperty<Optional<JobRow>> revealedProperty() {
        return revealed.getReadOnlyProperty();
    }

    /// Whether the jobs were read once.
    ReadOnlyBooleanProperty readProperty() {
        return link.jobs().listedProperty();
    }
}
