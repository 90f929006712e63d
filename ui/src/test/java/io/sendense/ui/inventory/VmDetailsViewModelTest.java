package io.sendense.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeRun;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.inventory.VmDetailsViewModel.Shown;
import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Tone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VmDetailsViewModelTest {
    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final InventoryBench parts = new InventoryBench(bench);
    private final InventoryViewModel inventory = parts.inventory;
    private final VmDetailsViewModel details = parts.details();

    @Test
    void showsFactsDisksAndSnapshotsOfAVm() {
        inventory.select(List.of(vm("vm-101", "pgtest1")));
        assertThat(details.shownProperty().get()).isEqualTo(Shown.VM);
        assertThat(details.titleProperty().get()).isEqualTo("pgtest1");
        VmDetailsViewModel.Configuration shown = details.configurationProperty().get();
        assertThat(shown.general())
                .contains(
                        new Fact("Host", "esx-fra-01.example.com"),
                        new Fact("Change tracking", "On"),
                        new Fact("Storage used", "41.3 GiB"));
        assertThat(shown.disks())
                .extracting(DiskFacts::label, DiskFacts::key, DiskFacts::place, DiskFacts::tracking)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Hard disk 1", 2000, "SCSI 0:0", "On"),
                        org.assertj.core.groups.Tuple.tuple("Hard disk 2", 2001, "SCSI 0:1", "On"));
        assertThat(shown.snapshots())
                .extracting(Fact::label)
                .containsExactly("before upgrade", "└ after upgrade");
        assertThat(details.concernsProperty().get()).isEmpty();
        assertThat(details.backupsProperty().get().facts())
                .containsExactly(new Fact("Last restore point", "None yet"));
        assertThat(details.protectionProperty().get().text()).isEqualTo("Never backed up");
        assertThat(details.tagsProperty().get())
                .containsExactly("backup: gold", "environment: production");
    }

    @Test
    void warnsOfADiskThatABackupCannotTake() {
        inventory.select(List.of(vm("vm-104", "fileserver-02")));
        assertThat(details.concernsProperty().get())
                .extracting(ConcernView::tone, ConcernView::id, ConcernView::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Tone.WARNING,
                                "DISK-INDEPENDENT",
                                "Hard disk 2 is independent: snapshots pass it by, and it is left out."),
                        org.assertj.core.groups.Tuple.tuple(
                                Tone.NEUTRAL,
                                "TRACKING-WILL-BE-ENABLED",
                                "Change tracking is off: the run switches it on."));
        assertThat(details.configurationProperty().get().disks())
                .extracting(DiskFacts::mode, DiskFacts::tracking)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Thin", "Off until a backup"),
                        org.assertj.core.groups.Tuple.tuple("Independent", "Off, independent"));
    }

    @Test
    void showsTheLastBackupAsSoonAsItsRunEnds() throws Exception {
        inventory.select(List.of(vm("vm-101", "pgtest1")));
        RunId run =
                bench.engine.startBackup(
                        new BackupRequest(
                                "vc",
                                new ObjectId("vm-101"),
                                Optional.empty(),
                                BackupOptions.usual()));
        bench.engine.change(run, r -> FakeRun.transfer(r, 2000, 36L << 30, 36L << 30, 0));
        bench.engine.change(run, r -> FakeRun.transfer(r, 2001, 5L << 30, 5L << 30, 0));
        bench.engine.complete(run);
        bench.tasks.passTime();
        Backups shown = details.backupsProperty().get();
        assertThat(shown.points())
                .extracting(PointRow::kind, PointRow::layerBytes, PointRow::consistency)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Full", 41L << 29, "Crash-consistent"));
        assertThat(shown.history())
                .extracting(RunBar::run, RunBar::bytes, RunBar::tone)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1L, 41L << 30, Tone.SUCCESS));
        assertThat(shown.historyWords()).isEqualTo("One run, 1 completed without a warning");
        assertThat(shown.history().getFirst().words()).contains("Completed", "41 GiB read");
        assertThat(details.protectionProperty().get())
                .isEqualTo(new io.sendense.ui.shared.Badge("Protected", Tone.SUCCESS));
        details.openLastRun();
        assertThat(bench.visited).containsExactly("run 1");
    }

    @Test
    void showsWhyAVmCannotBeReadAndTriesAgain() {
        bench.engine.breakVCenter(
                "vc", Problem.of(ProblemCode.VCENTER_UNREACHABLE).with("url", "https://vc/sdk"));
        inventory.select(List.of(vm("vm-101", "pgtest1")));
        assertThat(details.shownProperty().get()).isEqualTo(Shown.PROBLEM);
        assertThat(details.problemProperty().get())
                .get()
                .extracting("code")
                .isEqualTo("VCENTER-UNREACHABLE");
        bench.engine.mendVCenter("vc");
        details.retry();
        assertThat(details.shownProperty().get()).isEqualTo(Shown.VM);
        assertThat(details.problemProperty().get()).isEmpty();
    }

    @Test
    void forgetsTheAnswerForAVmThatIsNoLongerSelected() {
        bench.tasks.hold();
        inventory.select(List.of(vm("vm-101", "pgtest1")));
        inventory.select(List.of(vm("vm-102", "erp-database")));
        bench.tasks.letGo();
        assertThat(details.titleProperty().get()).isEqualTo("erp-database");
        assertThat(details.configurationProperty().get().disks()).hasSize(1);
    }

    @Test
    void showsAVCentersFactsAndWhatIsWrongWithIt() {
        inventory.select(inventory.rootsProperty().get());
        assertThat(details.shownProperty().get()).isEqualTo(Shown.CONTAINER);
        assertThat(details.configurationProperty().get().general())
                .contains(new Fact("Address", "https://vc/sdk"), new Fact("Virtual machines", "9"));
        bench.engine.breakVCenter("vc", Problem.of(ProblemCode.VCENTER_UNREACHABLE));
        details.retry();
        inventory.select(inventory.rootsProperty().get());
        assertThat(details.shownProperty().get()).isEqualTo(Shown.PROBLEM);
    }

    private static InventoryNode vm(String id, String name) {
        return new InventoryNode(NodeKind.VM, "vc", id, name, Power.ON, "", List.of());
    }

    @Test
    void sumsUpWhatIsSelectedWithAllThatIsBelowIt() {
        inventory.select(List.of(parts.line("Gold"), parts.line("esx-fra-02.example.com")));
        assertThat(details.shownProperty().get()).isEqualTo(Shown.SEVERAL);
        assertThat(details.subtitleProperty().get())
                .isEqualTo(inventory.chosen().vms().size() + " virtual machines");
        assertThat(inventory.chosen().vms()).hasSizeGreaterThan(2);
    }

    @Test
    void leadsToAPageOfRestorePointsOnlyWhereThereIsOne() {
        inventory.select(List.of(vm("vm-101", "pgtest1")));
        assertThat(details.hasPointsPage()).isFalse();
    }

    @Test
    void saysThatAVCenterDoesNotShowItsTags() {
        inventory.select(inventory.rootsProperty().get());
        assertThat(details.configurationProperty().get().general())
                .extracting(Fact::label)
                .doesNotContain("Tags");
        bench.engine.change(
                "vc",
                new io.sendense.engine.source.inventory.InventoryChange(
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(io.sendense.engine.source.inventory.Tags.UNREADABLE)));
        bench.tasks.passTime();
        assertThat(details.configurationProperty().get().general())
                .contains(new Fact("Tags", "The vCenter does not show them to this account"));
    }
}
