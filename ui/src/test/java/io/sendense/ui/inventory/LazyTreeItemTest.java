package io.sendense.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.ui.SampleInventory;
import io.sendense.ui.ViewModelBench;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TreeItem;
import org.junit.jupiter.api.Test;

class LazyTreeItemTest {
    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final InventoryViewModel viewModel = new InventoryBench(bench).inventory;
    private final TreeItem<InventoryNode> root = new TreeItem<>();

    private void build() {
        viewModel.rootsProperty().get().stream()
                .map(node -> new LazyTreeItem(node, viewModel))
                .forEach(root.getChildren()::add);
        root.getChildren().forEach(LazyTreeItemTest::open);
    }

    private static void open(TreeItem<InventoryNode> item) {
        item.setExpanded(true);
        item.getChildren().forEach(LazyTreeItemTest::open);
    }

    private List<TreeItem<InventoryNode>> items() {
        List<TreeItem<InventoryNode>> items = new ArrayList<>();
        LazyTreeItem.eachRow(root, (_, item) -> items.add(item));
        return items;
    }

    private TreeItem<InventoryNode> item(String id) {
        return items().stream()
                .filter(item -> item.getValue().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static VmSummary off(String id) {
        VmSummary vm = SampleInventory.vm(new ObjectId(id)).orElseThrow().summary();
        return new VmSummary(
                vm.id(),
                vm.name(),
                vm.instanceUuid(),
                PowerState.OFF,
                vm.template(),
                vm.folder(),
                vm.host(),
                vm.resourcePool(),
                vm.guest(),
                vm.storageBytes());
    }

    private void happens(InventoryChange change) {
        bench.engine.change("vc", change);
        bench.tasks.passTime();
    }

    @Test
    void renewsTheLineThatHasChangedInItsPlace() {
        build();
        List<TreeItem<InventoryNode>> before = items();
        List<InventoryNode> values = before.stream().map(TreeItem::getValue).toList();
        happens(new InventoryChange(List.of(), List.of(off("vm-102")), List.of()));
        assertThat(LazyTreeItem.renew(root, viewModel.rootsProperty().get())).isTrue();
        assertThat(items()).as("the same items, open as before").isEqualTo(before);
        assertThat(item("vm-102").getValue().power()).isEqualTo(Power.OFF);
        assertThat(items().stream().map(TreeItem::getValue).filter(values::contains))
                .as("all but the VM and what it lies in")
                .hasSize(values.size() - 5);
    }

    @Test
    void leavesATreeAloneWhoseLinesAreOthers() {
        build();
        List<InventoryNode> values = items().stream().map(TreeItem::getValue).toList();
        happens(
                new InventoryChange(
                        List.of(), List.of(off("vm-102")), List.of(new ObjectId("vm-103"))));
        assertThat(LazyTreeItem.renew(root, viewModel.rootsProperty().get())).isFalse();
        assertThat(items()).extracting(TreeItem::getValue).isEqualTo(values);
    }

    @Test
    void renewsAClosedBranchThatWasNeverLookedInto() {
        viewModel.rootsProperty().get().stream()
                .map(node -> new LazyTreeItem(node, viewModel))
                .forEach(root.getChildren()::add);
        happens(new InventoryChange(List.of(), List.of(), List.of(new ObjectId("vm-103"))));
        assertThat(LazyTreeItem.renew(root, viewModel.rootsProperty().get())).isTrue();
        root.getChildren().forEach(LazyTreeItemTest::open);
        assertThat(items()).extracting(item -> item.getValue().id()).doesNotContain("vm-103");
    }

    @Test
    void whatHasNotChangedIsTheSameObjectAsBefore() {
        InventoryNode before = viewModel.rootsProperty().get().getFirst();
        happens(new InventoryChange(List.of(), List.of(off("vm-102")), List.of()));
        InventoryNode now = viewModel.rootsProperty().get().getFirst();
        assertThat(now.children().getFirst())
                .as("Dublin, where nothing has happened")
                .isSameAs(before.children().getFirst());
        assertThat(now.children().getLast()).isNotSameAs(before.children().getLast());
    }

    @Test
    void whatChangesWhileTheTreeIsPutInOrderIsShownNext() {
        bench.tasks.hold();
        happens(new InventoryChange(List.of(), List.of(), List.of(new ObjectId("vm-103"))));
        happens(new InventoryChange(List.of(), List.of(), List.of(new ObjectId("vm-102"))));
        bench.tasks.letGo();
        build();
        assertThat(items())
                .extracting(item -> item.getValue().id())
                .contains("vm-101")
                .doesNotContain("vm-102", "vm-103");
    }
}
