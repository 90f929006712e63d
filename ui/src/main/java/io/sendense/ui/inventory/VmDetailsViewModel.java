package io.sendense.ui.inventory;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.RunFeed;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What is known of the line selected in the tree. FX thread only.
public final class VmDetailsViewModel {
    private static final int RUNS_LOOKED_AT = 500;

    private final EngineLink link;
    private final Texts texts;
    private final VmFacts words;
    private final Navigator navigator;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NOTHING);
    private final ReadOnlyObjectWrapper<Power> power = new ReadOnlyObjectWrapper<>(Power.NONE);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Configuration> configuration =
            new ReadOnlyObjectWrapper<>(Configuration.EMPTY);
    private final ReadOnlyObjectWrapper<List<Fact>> backup = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Long>> lastRun =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<ConcernView>> concerns =
            new ReadOnlyObjectWrapper<>(List.of());
    private final List<Tasks.Work> reading = new ArrayList<>();
    private @Nullable InventoryNode node;
    private String vmUuid = "";

    /// What the pane is about.
    enum Shown {
        NOTHING,
        SEVERAL,
        CONTAINER,
        READING,
        VM,
        PROBLEM
    }

    /// Everything of one VM's configuration, or the facts of another object. Immutable.
    record Configuration(List<Fact> general, List<DiskFacts> disks, List<Fact> snapshots) {
        static final Configuration EMPTY = new Configuration(List.of(), List.of(), List.of());
    }

    /// @param inventory whose selection is shown from now on
    public VmDetailsViewModel(
            EngineLink link, Texts texts, Navigator navigator, InventoryViewModel inventory) {
        this.link = link;
        this.texts = texts;
        this.words = new VmFacts(texts);
        this.navigator = navigator;
        link.runs().watch(this::onRuns);
        inventory.selectionProperty().subscribe(this::show);
    }

    /// Shows what is selected; asks the engine where that is one VM.
    void show(List<InventoryNode> nodes) {
        InventoryNode before = node;
        if (nodes.size() != 1) {
            node = null;
            stopReading();
            shown.set(nodes.isEmpty() ? Shown.NOTHING : Shown.SEVERAL);
            title.set(texts.messages().text("details.several", nodes.size()));
            return;
        }
        node = nodes.getFirst();
        if (before != null && before.key().equals(node.key()) && shown.get() == Shown.VM) {
            // The tree has changed: the old facts stay until the new ones are here.
            title.set(node.name());
            power.set(node.power());
            read(node);
            return;
        }
        title.set(node.name());
        power.set(node.power());
        problem.set(Optional.empty());
        subtitle.set(Words.kind(texts.messages(), node.kind()) + "  \u00b7  " + node.vcenter());
        configuration.set(Configuration.EMPTY);
        concerns.set(List.of());
        backup.set(List.of());
        lastRun.set(Optional.empty());
        switch (node.kind()) {
            case VM, TEMPLATE -> {
                shown.set(Shown.READING);
                read(node);
            }
            case VCENTER, DATACENTER, FOLDER, CLUSTER, HOST, RESOURCE_POOL, VAPP ->
                    showContainer(node);
        }
    }

    /// Reads the shown VM or vCenter again.
    void retry() {
        if (node == null) {
            return;
        }
        if (node.kind() == NodeKind.VCENTER) {
            link.vcenters().refresh(node.vcenter());
        } else {
            shown.set(Shown.READING);
            problem.set(Optional.empty());
            read(node);
        }
    }

    private void stopReading() {
        reading.forEach(Tasks.Work::cancel);
        reading.clear();
    }

    private void read(InventoryNode vm) {
        stopReading();
        reading.add(
                link.tasks()
                        .call(
                                () -> link.engine().vm(vm.vcenter(), new ObjectId(vm.id())),
                                this::showVm,
                                this::showProblem));
    }

    private void showVm(VirtualMachine vm) {
        vmUuid = vm.summary().instanceUuid();
        power.set(power(vm));
        configuration.set(
                new Configuration(
                        words.general(vm, hostName(vm)),
                        vm.disks().stream().map(disk -> words.disk(vm, disk)).toList(),
                        words.snapshots(vm.snapshots())));
        shown.set(Shown.VM);
        readConcerns(vm.summary().id());
        readBackups();
    }

    private void readConcerns(ObjectId vm) {
        String vcenter = node == null ? "" : node.vcenter();
        reading.add(
                link.tasks()
                        .call(
                                () -> link.engine().concerns(vcenter, vm, BackupOptions.usual()),
                                found -> concerns.set(found.stream().map(texts::view).toList()),
                                this::showProblem));
    }

    private static Power power(VirtualMachine vm) {
        return switch (vm.summary().power()) {
            case ON -> Power.ON;
            case OFF -> Power.OFF;
            case SUSPENDED -> Power.SUSPENDED;
        };
    }

    private String hostName(VirtualMachine vm) {
        return link
                .vcenters()
                .state(node == null ? "" : node.vcenter())
                .flatMap(VCenterState::inventory)
                .stream()
                .flatMap(inventory -> inventory.containers().stream())
                .filter(container -> vm.summary().host().equals(Optional.of(container.id())))
                .map(Container::name)
                .findFirst()
                .orElse(Formats.NONE);
    }

    private void readBackups() {
        InventoryNode vm = node;
        if (vm == null || vmUuid.isEmpty()) {
            return;
        }
        String uuid = vmUuid;
        reading.add(
                link.tasks()
                        .call(
                                () ->
                                        LastBackup.of(
                                                vm.vcenter(),
                                                uuid,
                                                link.engine().points(),
                                                link.engine().runs(RUNS_LOOKED_AT)),
                                this::showBackups,
                                this::showProblem));
    }

    private void showBackups(LastBackup last) {
        backup.set(last.facts(texts));
        lastRun.set(last.run().map(run -> run.id().value()));
    }

    private void showProblem(Problem why) {
        problem.set(Optional.of(texts.view(why)));
        shown.set(Shown.PROBLEM);
    }

    private void showContainer(InventoryNode container) {
        stopReading();
        vmUuid = "";
        List<Fact> facts = new ArrayList<>();
        if (container.kind() == NodeKind.VCENTER) {
            link.vcenters().state(container.vcenter()).ifPresent(state -> addFacts(state, facts));
        }
        facts.add(
                new Fact(
                        texts.messages().text("details.vms"),
                        texts.formats().number(container.vmCount())));
        configuration.set(new Configuration(facts, List.of(), List.of()));
        shown.set(problem.get().isPresent() ? Shown.PROBLEM : Shown.CONTAINER);
    }

    private void addFacts(VCenterState state, List<Fact> facts) {
        facts.add(new Fact(texts.messages().text("details.url"), state.vcenter().url()));
        facts.add(new Fact(texts.messages().text("details.user"), state.vcenter().user()));
        facts.add(
                new Fact(
                        texts.messages().text("details.added"),
                        texts.formats().moment(state.vcenter().added())));
        facts.add(new Fact(texts.messages().text("details.trust"), state.vcenter().trust()));
        problem.set(state.problem().map(texts::view));
    }

    /// A run of the shown VM began or ended: its backups are not what they were.
    private void onRuns(RunFeed.Changes changes) {
        InventoryNode vm = node;
        if (vm != null && shown.get() == Shown.VM) {
            boolean ours =
                    changes.runs().stream()
                            .filter(run -> run.vmId().equals(vm.id()))
                            .filter(run -> run.vcenter().equals(vm.vcenter()))
                            .anyMatch(this::isTurningPoint);
            if (ours) {
                readBackups();
            }
        }
    }

    private boolean isTurningPoint(RunView run) {
        return run.state().ended() || !lastRun.get().equals(Optional.of(run.id().value()));
    }

    void openLastRun() {
        lastRun.get().ifPresent(navigator::openRun);
    }

    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Power> powerProperty() {
        return power.getReadOnlyProperty();
    }

    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Configuration> configurationProperty() {
        return configuration.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<ConcernView>> concernsProperty() {
        return concerns.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Fact>> backupProperty() {
        return backup.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Long>> lastRunProperty() {
        return lastRun.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
