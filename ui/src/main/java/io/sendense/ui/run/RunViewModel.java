package io.sendense.ui.run;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.Waits;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Occasion;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.transfers.RunBadges;
import io.sendense.ui.transfers.TransferRows;
import io.sendense.ui.transfers.VmTransfer;
import io.sendense.ui.transfers.WaitWords;
import java.time.InstantSource;
import java.util.List;
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

/// One run: from the catalog when it is opened, from the feed while it lives. FX thread only.
public final class RunViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final RunWords words;
    private final Navigator navigator;
    private final ProblemPresenter problems;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper();
    private final ReadOnlyObjectWrapper<Badge> state = new ReadOnlyObjectWrapper<>(Badge.NONE);
    private final ReadOnlyObjectWrapper<List<Phase>> phases =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper cancellable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper ended = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper waits = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper shares = new ReadOnlyStringWrapper("");
    private final TransferRows rows;
    private final RunLog log;
    private final Steps steps;
    private final SpeedViewModel speed;
    private final HoldViewModel hold;
    private final RatesViewModel rates;
    private final TunnelViewModel tunnel;
    private final WaitWords waitWords;
    private @Nullable RunId shown;
    private @Nullable RunView newest;
    private @Nullable Problem newestProblem;

    public RunViewModel(
            EngineLink link,
            Texts texts,
            Navigator navigator,
            ProblemPresenter problems,
            InstantSource clock) {
        this.link = link;
        this.texts = texts;
        this.words = new RunWords(texts);
        this.log = new RunLog(texts);
        this.steps = new Steps(texts.messages());
        this.speed = new SpeedViewModel(link, texts.messages(), texts.formats(), problems);
        this.hold = new HoldViewModel(link, texts, problems, clock);
        this.rates = new RatesViewModel(link);
        this.tunnel = new TunnelViewModel(link, texts);
        this.waitWords = new WaitWords(texts.messages());
        this.rows = new TransferRows(texts);
        this.navigator = navigator;
        this.problems = problems;
        link.runs().watch(this::onChanges);
    }

    /// Turns to a run. What is known of it at once is shown at once, the rest as the engine
    /// answers.
    public void open(long number) {
        RunId id = new RunId(number);
        shown = id;
        newest = null;
        title.set("");
        subtitle.set("");
        progress.set("");
        fraction.set(0);
        state.set(Badge.NONE);
        phases.set(List.of());
        problem.set(Optional.empty());
        cancellable.set(false);
        ended.set(false);
        rows.clear();
        log.clear();
        showWaits(Waits.NONE, false);
        speed.open(id);
        hold.open(id);
        rates.open(id);
        tunnel.open(id);
        link.runs().living().stream().filter(run -> run.id().equals(id)).forEach(this::show);
        link.tasks().call(() -> link.engine().run(id), this::showRead, problems::present);
        link.tasks()
                .call(
                        () -> link.engine().events(id, 0),
                        read -> showEvents(id, read),
                        problems::present);
    }

    private void onChanges(RunFeed.Changes changes) {
        RunId id = shown;
        if (id == null) {
            return;
        }
        changes.runs().stream().filter(run -> run.id().equals(id)).forEach(this::show);
        showEvents(id, changes.events());
    }

    /// Takes what the catalog says unless the feed has said something newer in the meantime.
    private void showRead(RunView run) {
        if (newest == null || run.state().ended()) {
            show(run);
        }
    }

    private void show(RunView run) {
        if (!run.id().equals(shown) || (newest != null && newest.state().ended())) {
            return;
        }
        newest = run;
        title.set(run.vmName());
        subtitle.set(words.subtitle(run));
        progress.set(words.progress(run));
        fraction.set(VmTransfer.fraction(run));
        ended.set(run.state().ended());
        state.set(RunBadges.of(run, texts));
        speed.show(run);
        hold.show(run);
        rates.show(run);
        tunnel.show(run);
        showWaits(run.waits(), run.state().ended());
        showSteps();
        showCancellable();
        newestProblem = words.problem(run).orElse(null);
        problem.set(Optional.ofNullable(newestProblem).map(texts::view));
        rows.show(List.of(VmTransfer.of(run, texts)));
    }

    private void showSteps() {
        RunView run = newest;
        if (run != null) {
            phases.set(steps.of(run, log.happened()));
        }
    }

    private void showWaits(Waits of, boolean over) {
        String sentence = waitWords.sentence(of, over);
        waits.set(sentence);
        shares.set(sentence.isEmpty() ? "" : sentence + waitWords.shares(of));
    }

    private void showEvents(RunId id, List<RunEvent> more) {
        if (!id.equals(shown)) {
            return;
        }
        for (RunEvent event : more) {
            if (event.run().equals(id)) {
                log.add(event);
            }
        }
        showSteps();
    }

    /// Asks the engine to stop the run.
    void cancel() {
        RunId id = shown;
        if (id == null) {
            return;
        }
        cancellable.set(false);
        link.tasks()
                .call(
                        () -> {
                            link.engine().cancelRun(id);
                            return id;
                        },
                        _ -> {},
                        why -> {
                            showCancellable();
                            problems.present(why);
                        });
    }

    private void showCancellable() {
        RunView run = newest;
        cancellable.set(
                run != null
                        && (run.state() == RunState.PENDING || run.state() == RunState.RUNNING));
    }

    /// Shows why the run failed in the dialog, where it can be copied.
    void presentProblem() {
        if (newest != null && newestProblem != null) {
            problems.present(newestProblem, Optional.of(Occasion.of(newest)));
        }
    }

    void back() {
        navigator.openRuns();
    }

    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    ReadOnlyStringProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    ReadOnlyDoubleProperty fractionProperty() {
        return fraction.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Badge> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Phase>> phasesProperty() {
        return phases.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty cancellableProperty() {
        return cancellable.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty endedProperty() {
        return ended.getReadOnlyProperty();
    }

    /// How fast it may read.
    SpeedViewModel speed() {
        return speed;
    }

    /// The snapshot that it holds for a retry.
    HoldViewModel hold() {
        return hold;
    }

    /// How fast it was.
    RatesViewModel rates() {
        return rates;
    }

    /// Who reads for it, and how it stands with the way there.
    TunnelViewModel tunnel() {
        return tunnel;
    }

    /// What it waits for, in a sentence; empty where that is not known.
    ReadOnlyStringProperty waitsProperty() {
        return waits.getReadOnlyProperty();
    }

    /// The same with the shares of all time.
    ReadOnlyStringProperty sharesProperty() {
        return shares.getReadOnlyProperty();
    }

    TransferRows rows() {
        return rows;
    }

    RunLog log() {
        return log;
    }
}
