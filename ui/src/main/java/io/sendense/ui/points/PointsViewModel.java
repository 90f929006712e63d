package io.sendense.ui.points;

import io.sendense.engine.PointView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunView;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// The VMs that have restore points, the points of the chosen one, and what the chosen point
/// consists of. Selection outlives a new reading. FX thread only.
public final class PointsViewModel {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final EngineLink link;
    private final Texts texts;
    private final ProblemPresenter problems;
    private final Verification verification;
    private final ObservableList<VmLine> vms = FXCollections.observableArrayList();
    private final FilteredList<VmLine> found = new FilteredList<>(vms);
    private final ObservableList<PointLine> points = FXCollections.observableArrayList();
    private final ObservableList<ServedLine> served = FXCollections.observableArrayList();
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable VmLine> vm = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable PointLine> point = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper();
    private PointReading known = PointReading.NONE;
    private List<ServedPoint> servedNow = List.of();
    private Optional<String> wanted = Optional.empty();
    private boolean looking;

    public PointsViewModel(
            EngineLink link, Texts texts, ProblemPresenter problems, InstantSource clock) {
        this.link = link;
        this.texts = texts;
        this.problems = problems;
        this.verification = new Verification(link, texts, problems, clock, this::refresh);
        search.subscribe(text -> found.setPredicate(line -> matches(line, text)));
        vm.subscribe(this::showPoints);
        link.runs().watch(this::onChanges);
        refresh();
    }

    private void onChanges(RunFeed.Changes changes) {
        if (changes.runs().stream().map(RunView::state).anyMatch(state -> state.ended())) {
            refresh();
        }
    }

    /// Reads everything again.
    public void refresh() {
        link.tasks()
                .call(
                        () ->
                                PointReading.of(
                                        link.engine().points(), link.engine().served(), texts),
                        this::show,
                        problems::present);
    }

    private void show(PointReading reading) {
        read.set(true);
        known = reading;
        showServed(reading.served());
        Optional<String> before = Optional.ofNullable(vm.get()).map(VmLine::id);
        if (!vms.equals(reading.vms())) {
            vms.setAll(reading.vms());
        }
        VmLine chosen =
                wanted.flatMap(uuid -> vms.stream().filter(l -> l.uuid().equals(uuid)).findFirst())
                        .or(() -> before.flatMap(id -> find(id)))
                        .or(() -> found.stream().findFirst())
                        .orElse(null);
        wanted = Optional.empty();
        if (chosen == null || !chosen.equals(vm.get())) {
            vm.set(chosen);
        } else {
            showPoints(chosen);
        }
    }

    private Optional<VmLine> find(String id) {
        return vms.stream().filter(line -> line.id().equals(id)).findFirst();
    }

    private void showServed(List<ServedPoint> now) {
        servedNow = now;
        List<ServedLine> lines = now.stream().map(each -> ServedLine.of(each, texts)).toList();
        if (!served.equals(lines)) {
            served.setAll(lines);
        }
        if (!now.isEmpty() && !looking) {
            // What clients find damaged is told by the list only.
            looking = true;
            link.tasks().onScreenAfter(LOOK, this::lookAgain);
        }
    }

    private void lookAgain() {
        link.tasks()
                .call(
                        () -> link.engine().served(),
                        now -> {
                            looking = false;
                            boolean changed = !ids(now).equals(ids(servedNow));
                            showServed(now);
                            if (changed) {
                                showPoints(vm.get());
                            }
                        },
                        _ -> looking = false);
    }

    private static Set<String> ids(List<ServedPoint> served) {
        return served.stream().map(ServedPoint::point).collect(Collectors.toSet());
    }

    private void showPoints(@Nullable VmLine of) {
        Optional<String> before = Optional.ofNullable(point.get()).map(PointLine::id);
        Set<String> servedIds = ids(servedNow);
        List<PointLine> lines =
                of == null
                        ? List.of()
                        : known.byVm().getOrDefault(of.id(), List.of()).stream()
                                .map(each ->
                                        PointLine.of(each, servedIds.contains(each.id()), texts))
                                .toList();
        if (!points.equals(lines)) {
            points.setAll(lines);
        }
        point.set(
                before.flatMap(id -> lines.stream().filter(l -> l.id().equals(id)).findFirst())
                        .or(() -> lines.stream().findFirst())
                        .orElse(null));
    }

    private static boolean matches(VmLine line, String text) {
        String part = text.strip().toLowerCase(Locale.ROOT);
        return line.name().toLowerCase(Locale.ROOT).contains(part)
                || line.uuid().toLowerCase(Locale.ROOT).contains(part);
    }

    /// Chooses a VM by its instance UUID, now or when its points have been read.
    public void choose(String uuid) {
        search.set("");
        wanted = Optional.of(uuid);
        refresh();
    }

    /// The points on the line of time, the oldest first.
    List<TimelineDot> dots() {
        return points.reversed().stream().map(this::dot).toList();
    }

    private TimelineDot dot(PointLine line) {
        Badge verified = line.verified();
        return new TimelineDot(
                line.id(),
                line.created(),
                line.full(),
                verified.tone() == Tone.NEUTRAL ? Tone.NEUTRAL : verified.tone(),
                line.served(),
                texts.messages()
                        .text(
                                "points.dot",
                                texts.formats().moment(line.created()),
                                line.kind(),
                                texts.formats().bytes(line.storedBytes()),
                                verified.text()));
    }

    /// What the chosen point consists of, disk by disk.
    List<ChainLine> chains() {
        return chosen().map(each -> PointChains.of(each, known.all(), texts)).orElse(List.of());
    }

    Optional<PointView> chosen() {
        return Optional.ofNullable(point.get()).map(line -> known.all().get(line.id()));
    }

    /// The chosen VM's points in a few words.
    String summary() {
        Map<String, Long> stored = new HashMap<>();
        chosen().ifPresent(each -> stored.put(each.repository(), 0L));
        long bytes = points.stream().mapToLong(PointLine::storedBytes).sum();
        return points.isEmpty()
                ? ""
                : texts.messages()
                        .text(
                                "points.summary",
                                points.size(),
                                texts.formats().bytes(bytes),
                                String.join(", ", stored.keySet()));
    }

    /// Serves all disks of the chosen point to this machine.
    void serve() {
        chosen().ifPresent(each -> change(() -> link.engine().serve(ServeRequest.of(each.id()))));
    }

    void stopServing(long id) {
        change(() -> {
            link.engine().stopServing(id);
            return id;
        });
    }

    private <T> void change(Tasks.Call<T> call) {
        link.tasks()
                .call(
                        call,
                        _ -> refresh(),
                        why -> {
                            problems.present(why);
                            refresh();
                        });
    }

    /// Asks what a restore of the chosen point elsewhere would change.
    void plan(Consumer<PlanView> show) {
        chosen().ifPresent(each ->
                link.tasks()
                        .call(
                                () -> link.engine().restorePlan(each.id()),
                                plan -> show.accept(PlanView.of(each, plan, texts)),
                                (Problem why) -> problems.present(why)));
    }

    /// Whether the chosen point has a disk.
    public boolean canExport() {
        return chosen().filter(each -> !each.disks().isEmpty()).isPresent();
    }

    /// The export of a disk of the chosen point.
    ///
    /// @param close leaves the dialog
    public ExportViewModel export(InstantSource clock, Runnable close) {
        return new ExportViewModel(
                link,
                texts,
                chosen().orElseThrow(),
                clock,
                System.getProperty("user.home", "/"),
                close);
    }

    Verification verification() {
        return verification;
    }

    ObservableList<VmLine> vms() {
        return found;
    }

    /// Whether there are any restore points at all.
    boolean isEmpty() {
        return vms.isEmpty();
    }

    ObservableList<VmLine> allVms() {
        return vms;
    }

    /// The chosen VM's, the newest first.
    ObservableList<PointLine> points() {
        return points;
    }

    ObservableList<ServedLine> served() {
        return served;
    }

    StringProperty searchProperty() {
        return search;
    }

    ObjectProperty<@Nullable VmLine> vmProperty() {
        return vm;
    }

    ObjectProperty<@Nullable PointLine> pointProperty() {
        return point;
    }

    /// Whether the engine has answered once.
    ReadOnlyBooleanProperty readProperty() {
        return read.getReadOnlyProperty();
    }
}
