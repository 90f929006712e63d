package io.sendense.ui.jobs;

import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.Waits;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Place;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.transfers.TransferRows;
import io.sendense.ui.transfers.WaitWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// One execution of a job, living or ended, with a line for each of its VMs. FX thread only.
public final class JobRunViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final Navigator navigator;
    private final ProblemPresenter problems;
    private final JobRunWords words;
    private final Map<RunId, RunView> runs = new HashMap<>();
    private final Map<String, VmLine> lines = new LinkedHashMap<>();
    private final TransferRows rows;
    private final JobRatesViewModel rates;
    private final WaitWords waitWords;
    private final ReadOnlyStringWrapper waits = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper shares = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Badge> state = new ReadOnlyObjectWrapper<>(Badge.NONE);
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper();
    private final ReadOnlyBooleanWrapper ended = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper skipped = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cancellable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Tasks.@Nullable Work reading;
    private @Nullable JobRunId wanted;
    private @Nullable JobRunView shown;

    /// An execution with the runs of its VMs, as the catalog has them.
    private record Read(JobRunView execution, List<RunView> runs) {}

    public JobRunViewModel(
            EngineLink link, Texts texts, Navigator navigator, ProblemPresenter problems) {
        this.link = link;
        this.texts = texts;
        this.navigator = navigator;
        this.problems = problems;
        this.rows = new TransferRows(texts);
        this.rates = new JobRatesViewModel(link);
        this.waitWords = new WaitWords(texts.messages());
        this.words = new JobRunWords(texts);
        link.runs().watch(this::onChanges);
    }

    /// Turns to an execution.
    public void open(long number) {
        JobRunId id = new JobRunId(number);
        if (!id.equals(wanted)) {
            wanted = id;
            shown = null;
            runs.clear();
            lines.clear();
            rows.clear();
            rates.clear();
        }
        link.runs().living().forEach(run -> runs.put(run.id(), run));
        read(id);
    }

    /// Reads the shown execution anew.
    public void refresh() {
        if (wanted != null) {
            read(wanted);
        }
    }

    private void read(JobRunId id) {
        if (reading != null) {
            reading.cancel();
        }
        reading = link.tasks().call(() -> readNow(id), this::show, problems::present);
    }

    private Read readNow(JobRunId id) throws EngineException, InterruptedException {
        JobRunView execution = link.engine().jobs().run(id);
        List<RunView> known = new ArrayList<>();
        for (JobRunVm vm : execution.vms()) {
            if (vm.run().isPresent()) {
                known.add(link.engine().run(vm.run().get()));
            }
        }
        return new Read(execution, known);
    }

    /// What the feed said meanwhile is newer than what was read: an end is never taken back.
    private void show(Read read) {
        read.runs().forEach(run -> runs.merge(run.id(), run, JobRunViewModel::newer));
        JobRunView before = shown;
        show(before != null && before.state().ended() ? before : read.execution());
    }

    private static RunView newer(RunView told, RunView read) {
        return told.state().ended() || !read.state().ended() ? told : read;
    }

    private void onChanges(RunFeed.Changes changes) {
        if (wanted == null) {
            return;
        }
        changes.runs().forEach(run -> runs.put(run.id(), run));
        JobRunId id = wanted;
        Optional<JobRunView> told =
                changes.jobRuns().stream().filter(run -> run.id().equals(id)).findFirst();
        if (told.isPresent()) {
            show(told.get());
        } else if (shown != null && !changes.runs().isEmpty()) {
            show(shown);
        }
    }

    private void show(JobRunView execution) {
        shown = execution;
        title.set(execution.jobName());
        subtitle.set(words.subtitle(execution));
        state.set(texts.badge(execution.state()));
        ended.set(execution.state().ended());
        skipped.set(execution.state() == JobRunState.SKIPPED);
        cancellable.set(execution.state() == JobRunState.RUNNING);
        problem.set(execution.problem().map(texts::view));
        JobProgress now = JobProgress.of(execution, this::run);
        fraction.set(now.fraction());
        progress.set(words.progress(execution, now));
        showRows(execution);
        List<RunView> known =
                execution.vms().stream()
                        .flatMap(vm -> vm.run().flatMap(this::run).stream())
                        .toList();
        showWaits(known, execution.state().ended());
        rates.show(execution, known);
    }

    /// All runs together: who waits longest weighs most.
    private void showWaits(List<RunView> known, boolean over) {
        Waits all = known.stream().map(RunView::waits).reduce(Waits.NONE, Waits::and);
        String sentence = waitWords.sentence(all, over);
        waits.set(sentence);
        shares.set(sentence.isEmpty() ? "" : sentence + waitWords.shares(all));
    }

    private void showRows(JobRunView execution) {
        lines.clear();
        execution.vms().stream()
                .map(vm -> VmLine.of(vm, vm.run().flatMap(this::run), texts))
                .forEach(line -> lines.put(line.key(), line));
        rows.show(lines.values().stream().map(VmLine::transfer).toList());
    }

    private Optional<RunView> run(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    /// Opens the run of a VM; where none could be started, says why.
    ///
    /// @param key of its line
    void open(String key) {
        VmLine line = lines.get(key);
        if (line == null) {
            return;
        }
        if (line.run().isPresent()) {
            navigator.openRun(line.run().get());
        } else {
            line.problem().ifPresent(problems::present);
        }
    }

    /// Asks the execution to stop.
    void cancel() {
        JobRunId id = wanted;
        if (id == null) {
            return;
        }
        cancellable.set(false);
        link.tasks()
                .call(
                        () -> {
                            link.engine().jobs().cancel(id);
                            return id;
                        },
                        _ -> {},
                        problems::present);
    }

    void back() {
        navigator.open(Place.JOBS);
    }

    /// A line for each VM, in the order of the execution.
    TransferRows rows() {
        return rows;
    }

    /// How fast all runs were together.
    JobRatesViewModel rates() {
        return rates;
    }

    /// What the runs wait for, in a sentence; empty where that is not known.
    ReadOnlyStringProperty waitsProperty() {
        return waits.getReadOnlyProperty();
    }

    /// The same with the shares of all time.
    ReadOnlyStringProperty sharesProperty() {
        return shares.getReadOnlyProperty();
    }

    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    /// VMs, bytes, rate and time in a line.
    ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Badge> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty endedProperty() {
        return ended.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty cancellableProperty() {
        return cancellable.getReadOnlyProperty();
    }

    /// Whether it is of times that were skipped: there is nothing to follow then.
    ReadOnlyBooleanProperty skippedProperty() {
        return skipped.getReadOnlyProperty();
    }

    /// Why it could not even begin with its VMs, or why times were skipped.
    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
