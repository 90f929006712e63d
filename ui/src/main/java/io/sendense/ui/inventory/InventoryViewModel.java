package io.sendense.ui.inventory;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.VmRef;
import java.text.Collator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The tree of all vCenters: which order, which search, what is selected, what can be done with it.
/// FX thread only.
public final class InventoryViewModel {
    /// With more VMs than this found, the tree is not opened by itself.
    private static final int OPEN_WHEN_FOUND = 500;

    private final EngineLink link;
    private final Messages messages;
    private final Collator collator;
    private final Actions actions;
    private final ObjectProperty<TreeMode> mode =
            new SimpleObjectProperty<>(TreeMode.HOSTS_AND_CLUSTERS);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<InventoryNode>> roots =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Blank> blank = new ReadOnlyObjectWrapper<>(Blank.READING);
    private final ReadOnlyLongWrapper revealed = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<List<InventoryNode>> selection =
            new ReadOnlyObjectWrapper<>(List.of());
    private final Map<Ordered, List<InventoryNode>> ordered = new HashMap<>();

    /// Keys of the lines that are not as they start.
    private final Set<String> turned = new HashSet<>();

    /// What the tree shows instead of lines.
    enum Blank {
        NOTHING,
        READING,
        NO_VCENTER,
        NOT_FOUND
    }

    /// Where the tree's commands lead.
    ///
    /// @param addToBackup lists VMs for a backup
    /// @param addVCenter opens the dialog
    public record Actions(
            Consumer<List<VmRef>> addToBackup,
            Runnable addVCenter,
            Question.Asker questions,
            ProblemPresenter problems) {}

    private record Ordered(String vcenter, TreeMode mode, Inventory inventory) {}

    public InventoryViewModel(
            EngineLink link, Messages messages, Collator collator, Actions actions) {
        this.link = link;
        this.messages = messages;
        this.collator = collator;
        this.actions = actions;
        link.vcenters().states().addListener((InvalidationListener) _ -> follow());
        link.vcenters().listedProperty().subscribe(_ -> order());
        mode.subscribe(_ -> order());
        search.subscribe(_ -> order());
    }

    /// The vCenters have changed under the operator's eyes: what is selected stays selected, as it
    /// is now, and is shown where it has moved to.
    private void follow() {
        List<InventoryNode> now = ordered(link.vcenters().states());
        KeptSelection kept = KeptSelection.of(selection.get(), roots.get(), now);
        kept.toOpen().forEach(line -> setOpen(line, true));
        select(kept.nodes());
        show(now);
    }

    private void order() {
        show(ordered(link.vcenters().states()));
    }

    private void show(List<InventoryNode> now) {
        roots.set(now);
        blank.set(blank(link.vcenters().states()));
    }

    private List<InventoryNode> ordered(List<VCenterState> states) {
        Map<Ordered, List<InventoryNode>> still = new HashMap<>();
        List<InventoryNode> all = states.stream().map(state -> node(state, still)).toList();
        ordered.clear();
        ordered.putAll(still);
        return all.stream().flatMap(node -> node.containing(search.get()).stream()).toList();
    }

    private Blank blank(List<VCenterState> states) {
        if (!link.vcenters().listedProperty().get()) {
            return Blank.READING;
        }
        if (states.isEmpty()) {
            return Blank.NO_VCENTER;
        }
        return roots.get().isEmpty() ? Blank.NOT_FOUND : Blank.NOTHING;
    }

    private InventoryNode node(VCenterState state, Map<Ordered, List<InventoryNode>> still) {
        List<InventoryNode> below = List.of();
        if (state.inventory().isPresent()) {
            Ordered key = new Ordered(state.name(), mode.get(), state.inventory().get());
            below = ordered.computeIfAbsent(key, this::order);
            still.put(key, below);
        }
        String words =
                switch (state.link()) {
                    case CONNECTED -> "";
                    case CONNECTING -> messages.text("inventory.vcenter.connecting");
                    case FAILED -> messages.text("inventory.vcenter.failed");
                };
        return new InventoryNode(
                NodeKind.VCENTER,
                state.name(),
                state.name(),
                state.name(),
                Power.NONE,
                words,
                below);
    }

    private List<InventoryNode> order(Ordered key) {
        return InventoryTree.below(key.vcenter(), key.inventory(), key.mode(), collator);
    }

    ObjectProperty<TreeMode> modeProperty() {
        return mode;
    }

    StringProperty searchProperty() {
        return search;
    }

    /// The vCenters as the tree shows them now.
    ReadOnlyObjectProperty<List<InventoryNode>> rootsProperty() {
        return roots.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Blank> blankProperty() {
        return blank.getReadOnlyProperty();
    }

    /// Whether a line shows what is below it: as the operator left it, or all of a search's result.
    boolean isOpen(InventoryNode node) {
        if (!search.get().isBlank()) {
            int found = roots.get().stream().mapToInt(InventoryNode::vmCount).sum();
            return found <= OPEN_WHEN_FOUND || node.kind() == NodeKind.VCENTER;
        }
        return startsOpen(node) != turned.contains(node.key());
    }

    /// Remembers that the operator opened or closed a line; not while a search opens them.
    void setOpen(InventoryNode node, boolean opened) {
        if (search.get().isBlank()) {
            if (startsOpen(node) == opened) {
                turned.remove(node.key());
            } else {
                turned.add(node.key());
            }
        }
    }

    private static boolean startsOpen(InventoryNode node) {
        return node.kind() == NodeKind.VCENTER || node.kind() == NodeKind.DATACENTER;
    }

    ReadOnlyObjectProperty<List<InventoryNode>> selectionProperty() {
        return selection.getReadOnlyProperty();
    }

    void select(List<InventoryNode> nodes) {
        if (!nodes.equals(selection.get())) {
            selection.set(List.copyOf(nodes));
        }
    }

    /// Selects one VM and opens the lines above it; nothing where it is not there any more.
    public void reveal(VmRef vm) {
        search.set("");
        order();
        String key =
                new InventoryNode(
                                NodeKind.VM,
                                vm.vcenter(),
                                vm.id(),
                                vm.name(),
                                Power.OFF,
                                "",
                                List.of())
                        .key();
        List<InventoryNode> path =
                roots.get().stream()
                        .map(root -> root.pathTo(key))
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse(List.of());
        if (!path.isEmpty()) {
            path.subList(0, path.size() - 1).forEach(line -> setOpen(line, true));
            roots.set(List.of());
            select(List.of(path.getLast()));
            order();
            revealed.set(revealed.get() + 1);
        }
    }

    /// Grows when what is selected has to be scrolled to.
    ReadOnlyLongProperty revealedProperty() {
        return revealed.getReadOnlyProperty();
    }

    /// The selected lines that can be backed up.
    List<VmRef> selectedVms() {
        return selection.get().stream().flatMap(node -> node.vm().stream()).toList();
    }

    /// The selected lines that a job can hold.
    List<ObjectRef> selectedObjects() {
        return selection.get().stream().flatMap(node -> node.object().stream()).toList();
    }

    /// The one selected vCenter, if just that is selected.
    Optional<String> selectedVCenter() {
        List<InventoryNode> nodes = selection.get();
        return nodes.size() == 1 && nodes.getFirst().kind() == NodeKind.VCENTER
                ? Optional.of(nodes.getFirst().vcenter())
                : Optional.empty();
    }

    void addToBackup() {
        List<VmRef> vms = selectedVms();
        if (!vms.isEmpty()) {
            actions.addToBackup().accept(vms);
        }
    }

    void addVCenter() {
        actions.addVCenter().run();
    }

    void refresh() {
        link.vcenters().refresh();
    }

    /// Forgets the selected vCenter, if the operator confirms it.
    void removeVCenter() {
        selectedVCenter().ifPresent(this::askToRemove);
    }

    private void askToRemove(String name) {
        Question question =
                new Question(
                        messages.text("inventory.remove.title", name),
                        messages.text("inventory.remove.text"),
                        messages.text("inventory.remove.confirm"),
                        messages.text("inventory.remove.cancel"));
        actions.questions()
                .ask(
                        question,
                        confirmed -> {
                            if (confirmed) {
                                remove(name);
                            }
                        });
    }

    private void remove(String name) {
        link.tasks()
                .call(
                        () -> {
                            link.engine().removeVCenter(name);
                            return name;
                        },
                        _ -> refresh(),
                        this::failed);
    }

    private void failed(Problem problem) {
        actions.problems().present(problem);
    }
}
