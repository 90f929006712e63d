package io.sendense.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.ui.SampleInventory;
import io.sendense.ui.ViewModelBench;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tree while VMs come, change, move and go, and nobody reads it again.
class FollowedTreeTest {
    private static final ObjectId CACHE = new ObjectId("vm-104");

    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final InventoryViewModel viewModel = new InventoryBench(bench).inventory;

    private static VmSummary vm(
            String id, String name, PowerState power, String host, Optional<String> pool) {
        return new VmSummary(
                new ObjectId(id),
                name,
                "uuid-of-" + id,
                power,
                false,
                Optional.of(new ObjectId("group-v10")),
                Optional.of(new ObjectId(host)),
                pool.map(ObjectId::new),
                Optional.empty(),
                0);
    }

    private void happens(List<VmSummary> vms, List<ObjectId> gone) {
        bench.engine.change("vc", new InventoryChange(List.of(), vms, gone));
        bench.tasks.passTime();
    }

    private Stream<InventoryNode> all() {
        return viewModel.rootsProperty().get().stream().flatMap(FollowedTreeTest::all);
    }

    private static Stream<InventoryNode> all(InventoryNode node) {
        return Stream.concat(
                Stream.of(node), node.children().stream().flatMap(FollowedTreeTest::all));
    }

    private InventoryNode node(String id) {
        return all().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void showsWhatComesChangesAndGoes() {
        happens(
                List.of(
                        vm("vm-900", "brand new", PowerState.OFF, "host-20", Optional.empty()),
                        vm("vm-104", "renamed", PowerState.OFF, "host-21", Optional.empty())),
                List.of(new ObjectId("vm-103")));
        assertThat(node("vm-900").name()).isEqualTo("brand new");
        assertThat(node("vm-104").name()).isEqualTo("renamed");
        assertThat(node("vm-104").power()).isEqualTo(Power.OFF);
        assertThat(all()).extracting(InventoryNode::id).doesNotContain("vm-103");
    }

    @Test
    void keepsSelectionAndOpenLines() {
        InventoryNode cluster = node("domain-c7");
        viewModel.setOpen(cluster, true);
        viewModel.select(List.of(node("vm-104"), node("vm-103")));
        happens(
                List.of(vm("vm-104", "renamed", PowerState.ON, "host-21", Optional.empty())),
                List.of(new ObjectId("vm-103")));
        assertThat(viewModel.isOpen(node("domain-c7"))).isTrue();
        assertThat(viewModel.isOpen(node("host-20"))).as("never opened").isFalse();
        assertThat(viewModel.selectionProperty().get())
                .as("what is left of it, as it is now")
                .extracting(InventoryNode::name)
                .containsExactly("renamed");
    }

    @Test
    void opensTheWayToASelectedVmThatMoves() {
        viewModel.select(List.of(node("vm-104")));
        assertThat(viewModel.isOpen(node("host-20"))).isFalse();
        happens(
                List.of(vm("vm-104", "fileserver-02", PowerState.ON, "host-20", Optional.empty())),
                List.of());
        assertThat(node("host-20").children()).extracting(InventoryNode::id).contains("vm-104");
        assertThat(viewModel.isOpen(node("domain-c7"))).isTrue();
        assertThat(viewModel.isOpen(node("host-20"))).isTrue();
        assertThat(viewModel.selectionProperty().get()).containsExactly(node("vm-104"));
    }

    @Test
    void whatIsToldDuringAReadingIsPutOnTopOfIt() {
        bench.tasks.hold();
        bench.link.vcenters().refresh("vc");
        bench.engine.tell(
                "vc", new InventoryChange(List.of(), List.of(), List.of(new ObjectId("vm-101"))));
        bench.tasks.passTime();
        bench.tasks.letGo();
        assertThat(all()).extracting(InventoryNode::id).doesNotContain("vm-101").contains("vm-102");
    }

    @Test
    void followsNothingAnyMoreWhenItWasLeft() {
        happens(List.of(), List.of(new ObjectId("vm-102")));
        viewModel.leave();
        happens(List.of(), List.of(new ObjectId("vm-103")));
        assertThat(all()).extracting(InventoryNode::id).contains("vm-103").doesNotContain("vm-102");
    }

    @Test
    void hearsNothingOfAVCenterThatItDoesNotShow() {
        List<InventoryNode> before = viewModel.rootsProperty().get();
        bench.engine.change("elsewhere", new InventoryChange(List.of(), List.of(), List.of(CACHE)));
        bench.tasks.passTime();
        assertThat(viewModel.rootsProperty().get()).isEqualTo(before);
        assertThat(SampleInventory.inventory().vms()).extracting(VmSummary::id).contains(CACHE);
    }
}
