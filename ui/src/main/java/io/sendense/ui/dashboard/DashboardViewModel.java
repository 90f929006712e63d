package io.sendense.ui.dashboard;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Place;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the first page says, kept current. FX thread only.
///
/// What moves is drawn anew with the feed; the rest a moment after something has ended or changed,
/// however much it was at once, and every minute, as time itself makes points old.
public final class DashboardViewModel {
    private static final int MOST_RUNS = 2000;
    private static final Duration AGEING = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final EngineLink link;
    private final Texts texts;
    private final InstantSource clock;
    private final Actions actions;
    private final RunningViewModel running;
    private final Map<RunId, RunView> runs =
            new TreeMap<>(Comparator.comparingLong(RunId::value).reversed());
    private final Map<RunId, RunView> whileReading = new HashMap<>();
    private Readings readings = Readings.NONE;
    private boolean read;
    private boolean showPlanned;
    private boolean readPlanned;
    private boolean picturing;
    private boolean again;
    private Tasks.@Nullable Work reading;

    private final ReadOnlyObjectWrapper<Blank> blank = new ReadOnlyObjectWrapper<>(Blank.READING);
    private final ReadOnlyObjectWrapper<Protection> protection =
            new ReadOnlyObjectWrapper<>(new Protection(0, List.of()));
    private final ReadOnlyObjectWrapper<DayResults> results =
            new ReadOnlyObjectWrapper<>(new DayResults(0, 0, 0));
    private final ReadOnlyObjectWrapper<ResultGrid> grid =
            new ReadOnlyObjectWrapper<>(ResultGrid.EMPTY);
    private final ObservableList<Need> needs = FXCollections.observableArrayList();
    private final ObservableList<SpaceLine> space = FXCollections.observableArrayList();

    /// What the page shows instead of its tiles.
    enum Blank {
        NOTHING,
        READING,
        FIRST_START
    }

    /// Where the page's commands lead.
    ///
    /// @param addVCenter opens the dialog
    /// @param newJob opens the editor
    /// @param unprotected shows the VMs that are not protected
    /// @param problems told why the engine cannot be read
    public record Actions(
            Navigator navigator,
            Runnable addVCenter,
            Runnable newJob,
            Runnable unprotected,
            Consumer<? super Problem> problems) {}

    public DashboardViewModel(EngineLink link, Texts texts, InstantSource clock, Actions actions) {
        this.link = link;
        this.texts = texts;
        this.clock = clock;
        this.actions = actions;
        this.running = new RunningViewModel(link, texts);
        link.vcenters().states().addListener((InvalidationListener) _ -> planShow());
        link.vcenters().listedProperty().subscribe(_ -> showBlank());
        link.jobs().jobs().addListener((InvalidationListener) _ -> planShow());
        link.jobs().runsProperty().subscribe(_ -> planShow());
        link.runs().watch(this::onChanges);
        refresh();
        age();
    }

    private void age() {
        planShow();
        link.tasks().onScreenAfter(AGEING, this::age);
    }

    // --- reading

    /// Asks the engine for restore points, runs and repositories again.
    public void refresh() {
        if (reading != null) {
            reading.cancel();
        }
        whileReading.clear();
        reading =
                link.tasks()
                        .call(
                                () -> Readings.of(link.engine(), MOST_RUNS),
                                this::take,
                                actions.problems());
    }

    private void take(Readings answer) {
        read = true;
        reading = null;
        readings = answer;
        runs.clear();
        answer.runs().forEach(run -> runs.put(run.id(), run));
        // What the feed said meanwhile may be newer than the answer.
        runs.putAll(whileReading);
        whileReading.clear();
        show();
    }

    private void onChanges(RunFeed.Changes changes) {
        boolean ended = false;
        for (RunView run : changes.runs()) {
            runs.put(run.id(), run);
            if (reading != null) {
                whileReading.put(run.id(), run);
            }
            ended |= run.state().ended();
        }
        if (ended) {
            planShow();
            planRead();
        }
    }

    /// A run that ended may have left a restore point, and less free space.
    private void planRead() {
        if (!readPlanned) {
            readPlanned = true;
            link.tasks()
                    .onScreenAfter(
                            PAUSE,
                            () -> {
                                readPlanned = false;
                                refresh();
                            });
        }
    }

    // --- showing

    private void planShow() {
        if (!showPlanned) {
            showPlanned = true;
            link.tasks()
                    .onScreenAfter(
                            PAUSE,
                            () -> {
                                showPlanned = false;
                                show();
                            });
        }
    }

    private void show() {
        showBlank();
        if (!read) {
            return;
        }
        if (picturing) {
            again = true;
            return;
        }
        picturing = true;
        DashboardState state =
                new DashboardState(
                        link.vcenters().states(),
                        link.jobs().jobs(),
                        link.jobs().runsProperty().get(),
                        List.copyOf(runs.values()),
                        readings.points(),
                        readings.repositories(),
                        SpaceLine.of(readings.repositories(), readings.fills(), texts));
        Instant now = clock.instant();
        link.tasks().call(() -> Picture.of(state, now, texts), this::show, this::notShown);
    }

    private void show(Picture picture) {
        protection.set(picture.protection());
        results.set(picture.results());
        grid.set(picture.grid());
        replace(needs, picture.needs());
        replace(space, picture.space());
        pictured();
    }

    private void notShown(Problem why) {
        actions.problems().accept(why);
        pictured();
    }

    /// What has changed while it was made is shown next.
    private void pictured() {
        picturing = false;
        if (again) {
            again = false;
            show();
        }
    }

    private void showBlank() {
        boolean listed = link.vcenters().listedProperty().get();
        boolean none = link.vcenters().states().isEmpty();
        blank.set(!listed ? Blank.READING : none ? Blank.FIRST_START : Blank.NOTHING);
    }

    private static <T> void replace(ObservableList<T> list, List<T> now) {
        if (!list.equals(now)) {
            list.setAll(now);
        }
    }

    // --- where it leads

    void open(Need need) {
        switch (need.goal()) {
            case RUN -> actions.navigator().openRun(need.number());
            case JOB_RUN -> actions.navigator().openJobRun(need.number());
            case JOBS -> actions.navigator().open(Place.JOBS);
            case INVENTORY -> actions.navigator().open(Place.INVENTORY);
            case UNPROTECTED -> actions.unprotected().run();
            case REPOSITORIES -> openRepositories();
        }
    }

    void open(RunningLine line) {
        actions.navigator().openRun(line.run());
    }

    void openExecution(long number) {
        actions.navigator().openJobRun(number);
    }

    void openRuns() {
        actions.navigator().openRuns();
    }

    void openUnprotected() {
        actions.unprotected().run();
    }

    void openRepositories() {
        actions.navigator().open(Place.REPOSITORIES);
    }

    void addVCenter() {
        actions.addVCenter().run();
    }

    void newJob() {
        actions.newJob().run();
    }

    ReadOnlyObjectProperty<Blank> blankProperty() {
        return blank.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Protection> protectionProperty() {
        return protection.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<DayResults> resultsProperty() {
        return results.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ResultGrid> gridProperty() {
        return grid.getReadOnlyProperty();
    }

    ObservableList<Need> needs() {
        return needs;
    }

    RunningViewModel running() {
        return running;
    }

    ObservableList<SpaceLine> space() {
        return space;
    }
}
