package io.sendense.ui.inventory;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.frame.Navigator;
import io.sendense.ui.frame.Place;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.Fact;
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
    private final EngineLink link;
    private final Texts texts;
    private final VmFacts words;
    private final NodeFacts facts;
    private final Navigator navigator;
    private final InventoryViewModel inventory;
    private final RestorePoints points;
    private final VmBackups vmBackups;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NOTHING);
    private final ReadOnlyObjectWrapper<Power> power = new ReadOnlyObjectWrapper<>(Power.NONE);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Configuration> configuration =
            new ReadOnlyObjectWrapper<>(Configuration.EMPTY);
    private final ReadOnlyObjectWrapper<Backups> backups =
            new ReadOnlyObjectWrapper<>(Backups.NONE);
    private final ReadOnlyObjectWrapper<Badge> protection = new ReadOnlyObjectWrapper<>(Badge.NONE);
    private final ReadOnlyObjectWrapper<List<String>> tags = new ReadOnlyObjectWrapper<>(List.of());
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
            EngineLink link,
            Texts texts,
            Navigator navigator,
            InventoryViewModel inventory,
            RestorePoints points) {
        this.link = link;
        this.texts = texts;
        this.words = new VmFacts(texts);
        this.facts = new NodeFacts(link, texts);
        this.navigator = navigator;
        this.inventory = inventory;
        this.points = points;
        this.vmBackups = new VmBackups(link, points, this::showProblem);
        vmBackups.lastProperty().subscribe(() -> showBackups(vmBackups.lastProperty().get()));
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
            int vms = nodes.isEmpty() ? 0 : inventory.chosen().vms().size();
            subtitle.set(texts.messages().text("details.several.vms", vms));
            return;
        }
        node = nodes.getFirst();
        tags.set(facts.tags(node));
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
        vmBackups.leave();
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
        String vcenter = node == null ? "" : node.vcenter();
        power.set(power(vm));
        configuration.set(
                new Configuration(
                        words.general(vm, facts.host(vcenter, vm)),
                        vm.disks().stream().map(disk -> words.disk(vm, disk)).toList(),
                        words.snapshots(vm.snapshots())));
        shown.set(Shown.VM);
        readConcerns(vcenter, vm.summary().id());
        if (!vmUuid.isEmpty()) {
            vmBackups.follow(vcenter, vm.summary().id().value(), vmUuid);
        }
    }

    private void readConcerns(String vcenter, ObjectId vm) {
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

    private void showBackups(LastBackup last) {
        backups.set(Backups.of(last, texts));
        InventoryNode vm = node;
        protection.set(
                vm == null || vm.kind() != NodeKind.VM
                        ? Badge.NONE
                        : points.protections()
                                .apply(vm.vcenter(), vmUuid)
                                .map(choice -> Words.badge(texts.messages(), choice))
                                .orElse(Badge.NONE));
    }

    private void showProblem(Problem why) {
        problem.set(Optional.of(texts.view(why)));
        shown.set(Shown.PROBLEM);
    }

    private void showContainer(InventoryNode container) {
        stopReading();
        if (container.kind() == NodeKind.VCENTER) {
            problem.set(
                    link.vcenters()
                            .state(container.vcenter())
                            .flatMap(VCenterState::problem)
                            .map(texts::view));
        }
        configuration.set(
                new Configuration(
                        facts.container(container, inventory.vmsOf(container)),
                        List.of(),
                        List.of()));
        shown.set(problem.get().isPresent() ? Shown.PROBLEM : Shown.CONTAINER);
    }

    void openRun(long run) {
        navigator.openRun(run);
    }

    void openLastRun() {
        backups.get().lastRun().ifPresent(navigator::openRun);
    }

    /// Whether there is a page of restore points.
    boolean hasPointsPage() {
        return navigator.has(Place.POINTS);
    }

    /// Shows the restore points of the VM on their own page.
    void openPoints() {
        navigator.openPoints(vmUuid);
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

    ReadOnlyObjectProperty<Backups> backupsProperty() {
        return backups.getReadOnlyProperty();
    }

    /// How the VM is protected, in words.
    ReadOnlyObjectProperty<Badge> protectionProperty() {
        return protection.getReadOnlyProperty();
    }

    /// The tags of the VM or container, in words.
    ReadOnlyObjectProperty<List<String>> tagsProperty() {
        return tags.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
