package io.sendense.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.VmRef;
import java.text.Collator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class InventoryViewModelTest {
    private final List<VmRef> added = new ArrayList<>();
    private int dialogs;

    @Test
    void saysWhatToDoWhereThereIsNoVCenter() {
        ViewModelBench bench = new ViewModelBench(new FakeEngine());
        InventoryViewModel viewModel = viewModel(bench);
        assertThat(viewModel.blankProperty().get()).isEqualTo(InventoryViewModel.Blank.READING);
        bench.link.vcenters().refresh();
        assertThat(viewModel.blankProperty().get()).isEqualTo(InventoryViewModel.Blank.NO_VCENTER);
        viewModel.addVCenter();
        assertThat(dialogs).isOne();
    }

    @Test
    void showsSeveralVCentersWhileTheirInventoriesAreStillRead() throws Exception {
        ViewModelBench bench = ViewModelBench.withVCenter();
        InventoryViewModel viewModel = viewModel(bench);
        bench.engine.addVCenter(
                new io.sendense.engine.NewVCenter(
                        "other",
                        "https://other/sdk",
                        "u",
                        io.sendense.engine.security.Secret.of(FakeEngine.PASSWORD),
                        java.util.Optional.of(FakeEngine.SHA256),
                        java.util.Optional.empty()));
        viewModel.refresh();
        assertThat(viewModel.rootsProperty().get())
                .extracting(InventoryNode::name)
                .containsExactly("vc", "other");
        bench.tasks.hold();
        bench.link.vcenters().refresh("other");
        InventoryNode other = viewModel.rootsProperty().get().getLast();
        assertThat(other.link()).isEqualTo("connecting…");
        assertThat(other.vmCount()).as("the old inventory stays meanwhile").isPositive();
        bench.tasks.letGo();
        assertThat(viewModel.rootsProperty().get().getLast().link()).isEmpty();
    }

    @Test
    void keepsTheOldTreeOfAVCenterThatStopsAnswering() {
        ViewModelBench bench = ViewModelBench.withVCenter();
        InventoryViewModel viewModel = viewModel(bench);
        bench.engine.breakVCenter("vc", Problem.of(ProblemCode.VCENTER_UNREACHABLE));
        viewModel.refresh();
        InventoryNode vcenter = viewModel.rootsProperty().get().getFirst();
        assertThat(vcenter.link()).isEqualTo("does not answer");
        assertThat(vcenter.vmCount()).isPositive();
    }

    @Test
    void filtersAsOneTypesAndOpensWhatIsFound() {
        InventoryViewModel viewModel = viewModel(ViewModelBench.withVCenter());
        viewModel.searchProperty().set("pgt");
        InventoryNode vcenter = viewModel.rootsProperty().get().getFirst();
        assertThat(vcenter.vmCount()).isOne();
        InventoryNode cluster = vcenter.children().getFirst().children().getFirst();
        assertThat(viewModel.isOpen(cluster)).isTrue();
        viewModel.searchProperty().set("nowhere");
        assertThat(viewModel.blankProperty().get()).isEqualTo(InventoryViewModel.Blank.NOT_FOUND);
        viewModel.searchProperty().set("");
        assertThat(viewModel.rootsProperty().get().getFirst().vmCount()).isEqualTo(9);
    }

    @Test
    void remembersWhichLinesAreOpenButNotWhatASearchOpened() {
        InventoryViewModel viewModel = viewModel(ViewModelBench.withVCenter());
        InventoryNode vcenter = viewModel.rootsProperty().get().getFirst();
        InventoryNode cluster = vcenter.children().getLast().children().getFirst();
        assertThat(viewModel.isOpen(vcenter)).isTrue();
        assertThat(viewModel.isOpen(cluster)).isFalse();
        viewModel.setOpen(cluster, true);
        viewModel.setOpen(vcenter, false);
        viewModel.searchProperty().set("esx");
        viewModel.setOpen(cluster, false);
        viewModel.searchProperty().set("");
        assertThat(viewModel.isOpen(cluster)).isTrue();
        assertThat(viewModel.isOpen(vcenter)).isFalse();
    }

    @Test
    void addsSelectedVmsButNoTemplatesToTheBackup() {
        InventoryViewModel viewModel = viewModel(ViewModelBench.withVCenter());
        viewModel.modeProperty().set(TreeMode.VMS_AND_TEMPLATES);
        viewModel.select(
                List.of(
                        find(viewModel, "windows-2022"),
                        find(viewModel, "pgtest1"),
                        find(viewModel, "Test")));
        viewModel.addToBackup();
        assertThat(added).containsExactly(new VmRef("vc", "vm-101", "pgtest1"));
    }

    @Test
    void removesAVCenterOnlyAfterAsking() {
        ViewModelBench bench = ViewModelBench.withVCenter();
        InventoryViewModel viewModel = viewModel(bench);
        viewModel.select(viewModel.rootsProperty().get());
        bench.confirm(false);
        viewModel.removeVCenter();
        assertThat(bench.engine.vcenters()).hasSize(1);
        bench.confirm(true);
        viewModel.removeVCenter();
        assertThat(bench.questions).hasSize(2);
        assertThat(bench.engine.vcenters()).isEmpty();
        assertThat(viewModel.blankProperty().get()).isEqualTo(InventoryViewModel.Blank.NO_VCENTER);
    }

    private InventoryViewModel viewModel(ViewModelBench bench) {
        return new InventoryViewModel(
                bench.link,
                bench.texts.messages(),
                Collator.getInstance(Locale.ENGLISH),
                new InventoryViewModel.Actions(
                        added::addAll, () -> dialogs++, bench.asker(), bench));
    }

    private static InventoryNode find(InventoryViewModel viewModel, String name) {
        return viewModel.rootsProperty().get().stream()
                .flatMap(InventoryViewModelTest::all)
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static java.util.stream.Stream<InventoryNode> all(InventoryNode node) {
        return java.util.stream.Stream.concat(
                java.util.stream.Stream.of(node),
                node.children().stream().flatMap(InventoryViewModelTest::all));
    }
}
