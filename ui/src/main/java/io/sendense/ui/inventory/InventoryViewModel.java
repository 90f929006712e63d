package io.sendense.ui.inventory;

import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.VCenterState;
import io.sendense.ui.frame.JobActions;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.VmRef;
import java.text.Collator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The tree of all vCenters: which order, what a filter leaves of it, what is selected, what can be
/// done with it. FX thread only.
public final class InventoryViewModel {
    /// With more VMs than this found, the tree is not opened by itself.
    private static final int OPEN_WHEN_FOUND = 500;

    private final EngineLink link;
    private final Messages messages;
    private final FilterViewModel filter;
    private final Actions actions;
    private final Ordering ordering;
    private final Subscription watching;
    private final OpenLines open = new OpenLines();
    private final VCenterRemoval removal;
    private final ObjectProperty<TreeMode> mode =
            new SimpleObjectProperty<>(TreeMode.HOSTS_AND_CLUSTERS);
    private final ReadOnlyObjectWrapper<List<InventoryNode>> roots =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Blank> blank = new ReadOnlyObjectWrapper<>(Blank.READING);
    private final ReadOnlyLongWrapper revealed = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<List<InventoryNode>> selection =
            new ReadOnlyObjectWrapper<>(List.of());

    /// The roots without a filter.
    private List<InventoryNode> all = List.of();

    private Ordering.@Nullable View shownView;
    private Optional<VmRef> wanted = Optional.empty();
    private boolean following;
    private boolean rearranged;

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
    /// @param jobs what can be done with jobs; absent where there are none
    public record Actions(
            Consumer<List<VmRef>> addToBackup,
            Runnable addVCenter,
            Question.Asker questions,
            ProblemPresenter problems,
            Optional<JobActions> jobs) {
        public Actions(
                Consumer<List<VmRef>> addToBackup,
                Runnable addVCenter,
                Question.Asker questions,
                ProblemPresenter problems) {
            this(addToBackup, addVCenter, questions, problems, Optional.empty());
        }
    }

    /// A tree that is filtered by names alone.
    public InventoryViewModel(
            EngineLink link, Messages messages, Collator collator, Actions actions) {
        this(link, messages, collator, new FilterViewModel(link, collator), actions);
    }

    public InventoryViewModel(
            EngineLink link,
            Messages messages,
            Collator collator,
            FilterViewModel filter,
            Actions actions) {
        this.link = link;
        this.messages = messages;
        this.filter = filter;
        this.actions = actions;
        this.ordering =
                new Ordering(
                        link,
                        messages,
                        collator,
                        () -> new Ordering.View(mode.get(), filter.filterProperty().get()),
                        this::show,
                        actions.problems()::present);
        this.removal = new VCenterRemoval(link, messages, actions.questions(), actions.problems());
        this.watching =
                Subscription.combine(
                        link.vcenters().states().subscribe(this::follow),
                        link.vcenters().listedProperty().subscribe(_ -> ordering.begin()));
        mode.subscribe(_ -> ordering.begin());
        filter.filterProperty().subscribe(_ -> ordering.begin());
    }

    /// Follows the vCenters no longer: what showed this inventory is closed.
    public void leave() {
        watching.unsubscribe();
        filter.leave();
    }

    /// The vCenters have changed under the operator's eyes: what is selected stays selected, as it
    /// is now, and is shown where it has moved to.
    private void follow() {
        following = true;
        ordering.begin();
    }

    private void show(Ordering.Ordered now) {
        boolean kept = following && keepSelection(now);
        following = false;
        rearranged = kept || !now.view().equals(shownView);
        shownView = now.view();
        all = now.all();
        Optional<List<InventoryNode>> wanted = wantedPath(now);
        wanted.ifPresent(this::openTo);
        roots.set(now.shown());
        rearranged = false;
        count.set(count(now.view().filter(), vms(now.shown()), vms(all)));
        blank.set(blank(now.states()));
        if (wanted.isPresent()) {
            revealed.set(revealed.get() + 1);
        }
    }

    /// Whether lines have to be opened for what is selected to be seen.
    private boolean keepSelection(Ordering.Ordered now) {
        KeptSelection kept = KeptSelection.of(selection.get(), roots.get(), now.shown());
        kept.toOpen().forEach(line -> setOpen(line, true));
        select(kept.nodes());
        return !kept.toOpen().isEmpty();
    }

    /// Whether lines have to be opened and closed anew where the shown ones are the same as before.
    boolean isRearranged() {
        return rearranged;
    }

    private static int vms(List<InventoryNode> nodes) {
        return nodes.stream().mapToInt(InventoryNode::vmCount).sum();
    }

    private String count(InventoryFilter by, int shown, int there) {
        return by.isActive()
                ? messages.text("inventory.count.found", shown, there)
                : messages.text("inventory.count", there);
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

    ObjectProperty<TreeMode> modeProperty() {
        return mode;
    }

    /// What names have to contain.
    StringProperty searchProperty() {
        return filter.textProperty();
    }

    /// Shows only the VMs that have no restore point of the last days.
    public void showUnprotected() {
        filter.clear();
        filter.protectionProperty().set(Optional.of(ProtectionChoice.NOT_LATELY));
    }

    FilterViewModel filter() {
        return filter;
    }

    /// The vCenters as the tree shows them now.
    ReadOnlyObjectProperty<List<InventoryNode>> rootsProperty() {
        return roots.getReadOnlyProperty();
    }

    /// How many VMs the tree shows, and of how many, in words.
    ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Blank> blankProperty() {
        return blank.getReadOnlyProperty();
    }

    /// Whether a line shows what is below it: as the operator left it, or all that a filter found.
    boolean isOpen(InventoryNode node) {
        if (filter.filterProperty().get().isActive()) {
            return vms(roots.get()) <= OPEN_WHEN_FOUND || node.kind() == NodeKind.VCENTER;
        }
        return open.isOpen(node);
    }

    /// Remembers that the operator opened or closed a line; not while a filter opens them.
    void setOpen(InventoryNode node, boolean opened) {
        if (!filter.filterProperty().get().isActive()) {
            open.setOpen(node, opened);
        }
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
        wanted = Optional.of(vm);
        filter.clear();
        ordering.begin();
    }

    /// The way to the VM that is wanted, once nothing is filtered any more.
    private Optional<List<InventoryNode>> wantedPath(Ordering.Ordered now) {
        if (now.view().filter().isActive()) {
            return Optional.empty();
        }
        Optional<List<InventoryNode>> path =
                wanted.flatMap(vm ->
                        now.shown().stream()
                                .map(root -> root.pathTo(InventoryNode.key(vm)))
                                .filter(found -> !found.isEmpty())
                                .findFirst());
        wanted = Optional.empty();
        return path;
    }

    private void openTo(List<InventoryNode> path) {
        path.subList(0, path.size() - 1).forEach(line -> setOpen(line, true));
        // Shown again even where it is the same, as its lines are opened anew.
        roots.set(List.of());
        select(List.of(path.getLast()));
    }

    /// Grows when what is selected has to be scrolled to.
    ReadOnlyLongProperty revealedProperty() {
        return revealed.getReadOnlyProperty();
    }

    /// Whether a VM is selected, and not only what holds some.
    boolean hasSelectedVm() {
        return selection.get().stream().anyMatch(InventoryNode::isVm);
    }

    /// What the selected lines stand for.
    Chosen chosen() {
        return Chosen.of(selection.get(), roots.get(), all);
    }

    /// The VMs among what is selected and below it, as the tree shows them.
    List<VmRef> selectedVms() {
        return chosen().vms();
    }

    /// What is selected, as a job can hold it.
    List<ObjectRef> selectedObjects() {
        return chosen().objects();
    }

    /// How many VMs and templates a line holds, those included that a filter hides.
    int vmsOf(InventoryNode node) {
        return all.stream()
                .flatMap(root -> find(root, node.key()))
                .mapToInt(InventoryNode::vmCount)
                .findFirst()
                .orElse(node.vmCount());
    }

    private static Stream<InventoryNode> find(InventoryNode node, String key) {
        return node.key().equals(key)
                ? Stream.of(node)
                : node.children().stream()
                        .filter(child -> !child.isVm())
                        .flatMap(child -> find(child, key));
    }

    /// What can be done with jobs, if there are any.
    Optional<JobActions> jobs() {
        return actions.jobs();
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
        selectedVCenter().ifPresent(removal::ask);
    }
}
