package io.sendense.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.VmRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryViewModelTest {
    @Test
    void saysWhatToDoWhereThereIsNoVCenter() {
        ViewModelBench bench = new ViewModelBench(new FakeEngine());
        InventoryBench parts = new InventoryBench(bench);
        InventoryViewModel viewModel = parts.inventory;
        assertThat(viewModel.blankProperty().get()).isEqualTo(InventoryViewModel.Blank.READING);
        bench.link.vcenters().refresh();
        assertThat(viewModel.blankProperty().get()).isEqualTo(InventoryViewModel.Blank.NO_VCENTER);
        viewModel.addVCenter();
        assertThat(parts.dialogs).isOne();
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
        // The tree is put in order while the inventory is still read.
        bench.tasks.letFirstGo();
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
        viewModel.filter().textProperty().set("pgt");
        InventoryNode vcenter = viewModel.rootsProperty().get().getFirst();
        assertThat(vcenter.vmCount()).isOne();
        InventoryNode cluster = vcenter.children().getFirst().children().getFirst();
        assertThat(viewModel.isOpen(cluster)).isTrue();
        viewModel.filter().textProperty().set("nowhere");
        assertThat(viewModel.blankProperty().get()).isEqualTo(InventoryViewModel.Blank.NOT_FOUND);
        viewModel.filter().textProperty().set("");
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
        viewModel.filter().textProperty().set("esx");
        viewModel.setOpen(cluster, false);
        viewModel.filter().textProperty().set("");
        assertThat(viewModel.isOpen(cluster)).isTrue();
        assertThat(viewModel.isOpen(vcenter)).isFalse();
    }

    @Test
    void addsSelectedVmsAndThoseBelowButNoTemplatesToTheBackup() {
        InventoryBench parts = new InventoryBench(ViewModelBench.withVCenter());
        parts.inventory.modeProperty().set(TreeMode.VMS_AND_TEMPLATES);
        parts.inventory.select(
                List.of(parts.line("windows-2022"), parts.line("pgtest1"), parts.line("Test")));
        parts.inventory.addToBackup();
        assertThat(parts.added)
                .extracting(VmRef::name)
                .contains("pgtest1", "B\u00fcro/Empfang")
                .doesNotContain("windows-2022", "erp-database")
                .doesNotHaveDuplicates();
        parts.added.clear();
        parts.inventory.select(List.of(parts.line("windows-2022")));
        parts.inventory.addToBackup();
        assertThat(parts.added).isEmpty();
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

    private static InventoryViewModel viewModel(ViewModelBench bench) {
        return new InventoryBench(bench).inventory;
    }
}
