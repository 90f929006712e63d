package io.sendense.ui.backup;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.ReadersViewModel;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.VmRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Which VMs are to be backed up now, how, and the start of it. FX thread only.
public final class BackupViewModel {
    /// For how long somebody who started a backup may still have its failed disks read again.
    private static final Duration HOLD = Duration.ofMinutes(10);

    private final EngineLink link;
    private final Texts texts;
    private final Navigator navigator;
    private final ProblemPresenter problems;
    private final ObservableList<BackupItem> items = FXCollections.observableArrayList();
    private final ObservableList<RepositoryChoice> repositories =
            FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable RepositoryChoice> repository =
            new SimpleObjectProperty<>();
    private boolean looking;
    private final BooleanProperty quiesce = new SimpleBooleanProperty();
    private final BooleanProperty quiesceOptional = new SimpleBooleanProperty();
    private final BooleanProperty full = new SimpleBooleanProperty();
    private final BooleanProperty compress =
            new SimpleBooleanProperty(BackupOptions.usual().compression() != Compression.NONE);
    private final ReadersViewModel readers;
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();
    private final StringBinding startText;

    /// What became of one VM's start: exactly one of the two is present.
    private record Start(VmRef vm, Optional<RunId> run, Optional<Problem> problem) {}

    public BackupViewModel(
            EngineLink link, Texts texts, Navigator navigator, ProblemPresenter problems) {
        this.link = link;
        this.texts = texts;
        this.navigator = navigator;
        this.problems = problems;
        Messages messages = texts.messages();
        this.startText =
                Bindings.createStringBinding(
                        () -> messages.text("backup.start", items.size()), items);
        this.readers = new ReadersViewModel(link, texts, Optional.empty());
        readRepositories();
    }

    /// Reads names and free space of the repositories again.
    void readRepositories() {
        link.tasks().call(link.engine()::repositories, this::show, problems::present);
    }

    private void show(List<RepositoryView> views) {
        RepositoryChoice chosen = repository.get();
        repositories.setAll(views.stream().map(this::choice).toList());
        repository.set(
                repositories.stream()
                        .filter(each -> chosen != null && each.name().equals(chosen.name()))
                        .findFirst()
                        .or(() ->
                                repositories.stream()
                                        .filter(RepositoryChoice::isDefault)
                                        .findFirst())
                        .orElse(null));
    }

    private RepositoryChoice choice(RepositoryView view) {
        Formats formats = texts.formats();
        String text =
                view.freeBytes() < 0
                        ? texts.messages().text("backup.repository.away", view.name())
                        : texts.messages()
                                .text(
                                        "backup.repository.free",
                                        view.name(),
                                        formats.bytes(view.freeBytes()));
        return new RepositoryChoice(view.name(), text, view.isDefault());
    }

    /// Puts VMs on the list; one that is there already stays as it is.
    public void add(List<VmRef> vms) {
        Set<String> listed = new HashSet<>();
        items.forEach(item -> listed.add(key(item.vm())));
        items.addAll(vms.stream().filter(vm -> listed.add(key(vm))).map(BackupItem::of).toList());
        lookAtNext();
    }

    private static String key(VmRef vm) {
        return vm.vcenter() + "\n" + vm.id();
    }

    /// Asks what speaks against the backup of the next VM that was not looked at: one after the
    /// other, however many were dropped.
    private void lookAtNext() {
        if (looking) {
            return;
        }
        Optional<VmRef> next =
                items.stream()
                        .filter(item -> item.concerns().isEmpty())
                        .map(BackupItem::vm)
                        .findFirst();
        if (next.isEmpty()) {
            return;
        }
        VmRef vm = next.get();
        looking = true;
        link.tasks()
                .call(
                        () ->
                                link.engine()
                                        .concerns(vm.vcenter(), new ObjectId(vm.id()), options()),
                        found -> looked(vm, found.stream().map(texts::view).toList()),
                        // the run will say it
                        _ -> looked(vm, List.of()));
    }

    private void looked(VmRef vm, List<ConcernView> concerns) {
        looking = false;
        for (int i = 0; i < items.size(); i++) {
            BackupItem item = items.get(i);
            if (item.vm().sameVm(vm)) {
                items.set(i, new BackupItem(item.vm(), item.problem(), Optional.of(concerns)));
            }
        }
        lookAtNext();
    }

    void remove(List<BackupItem> unwanted) {
        items.removeAll(unwanted);
    }

    void clear() {
        items.clear();
    }

    /// Starts a run for each VM on the list, one after the other. Those that started leave the
    /// list; those that could not stay, with the reason.
    void start() {
        if (items.isEmpty() || starting.get()) {
            return;
        }
        starting.set(true);
        List<BackupRequest> requests = items.stream().map(item -> request(item.vm())).toList();
        List<VmRef> vms = items.stream().map(BackupItem::vm).toList();
        link.tasks().call(() -> startAll(vms, requests), this::started, this::notStarted);
    }

    private BackupRequest request(VmRef vm) {
        return new BackupRequest(
                vm.vcenter(),
                new ObjectId(vm.id()),
                Optional.ofNullable(repository.get()).map(RepositoryChoice::name),
                options());
    }

    private BackupOptions options() {
        Compression compression = compress.get() ? Compression.ZSTD : Compression.NONE;
        BackupOptions usual =
                BackupOptions.usual()
                        .compressed(compression)
                        .heldForRetry(HOLD)
                        .via(readers.node());
        BackupOptions options = full.get() ? usual.inFull() : usual;
        if (!quiesce.get()) {
            return options;
        }
        return options.quiesced(quiesceOptional.get() ? Quiescing.PREFERRED : Quiescing.REQUIRED);
    }

    private List<Start> startAll(List<VmRef> vms, List<BackupRequest> requests)
            throws InterruptedException {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < vms.size(); i++) {
            starts.add(startOne(vms.get(i), requests.get(i)));
        }
        return starts;
    }

    private Start startOne(VmRef vm, BackupRequest request) throws InterruptedException {
        try {
            RunId run = link.engine().startBackup(request);
            return new Start(vm, Optional.of(run), Optional.empty());
        } catch (EngineException e) {
            return new Start(vm, Optional.empty(), Optional.of(e.problem()));
        }
    }

    private void started(List<Start> starts) {
        starting.set(false);
        List<RunId> runs = starts.stream().flatMap(start -> start.run().stream()).toList();
        items.removeIf(item -> starts.stream().anyMatch(start -> start.vm().sameVm(item.vm())));
        for (Start start : starts) {
            start.problem()
                    .ifPresent(problem ->
                            items.add(
                                    new BackupItem(
                                            start.vm(),
                                            Optional.of(texts.view(problem)),
                                            Optional.of(List.of()))));
        }
        starts.stream()
                .flatMap(start -> start.problem().stream())
                .findFirst()
                .ifPresent(problems::present);
        if (runs.size() == starts.size()) {
            follow(runs);
        }
    }

    private void follow(List<RunId> runs) {
        if (runs.size() == 1) {
            navigator.openRun(runs.getFirst().value());
        } else {
            navigator.openRuns();
        }
    }

    private void notStarted(Problem problem) {
        starting.set(false);
        problems.present(problem);
    }

    ObservableList<BackupItem> items() {
        return items;
    }

    ObservableList<RepositoryChoice> repositories() {
        return repositories;
    }

    ObjectProperty<@Nullable RepositoryChoice> repositoryProperty() {
        return repository;
    }

    BooleanProperty quiesceOptionalProperty() {
        return quiesceOptional;
    }

    BooleanProperty quiesceProperty() {
        return quiesce;
    }

    BooleanProperty fullProperty() {
        return full;
    }

    BooleanProperty compressProperty() {
        return compress;
    }

    /// Who reads the disks.
    ReadersViewModel readers() {
        return readers;
    }

    ReadOnlyBooleanProperty startingProperty() {
        return starting.getReadOnlyProperty();
    }

    BooleanBinding startableBinding() {
        return Bindings.isNotEmpty(items).and(starting.not());
    }

    StringBinding startTextBinding() {
        return startText;
    }
}
