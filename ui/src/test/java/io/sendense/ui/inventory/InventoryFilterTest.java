package io.sendense.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.ui.SampleInventory;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.frame.JobActions;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.VmRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What filters leave of the tree, how that is counted, and what a selection in it stands for.
class InventoryFilterTest {
    private static final TagChoice GOLD = new TagChoice("backup", "gold");

    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final InventoryBench parts = new InventoryBench(bench, true);
    private final FilterViewModel filter = parts.filter;

    private String count() {
        return parts.inventory.countProperty().get();
    }

    private void backUp(String vm) throws Exception {
        RunId run =
                bench.engine.startBackup(
                        new BackupRequest(
                                "vc", new ObjectId(vm), Optional.empty(), BackupOptions.usual()));
        bench.engine.complete(run);
        bench.tasks.passTime();
    }

    @Test
    void byPowerStateKeepsTheVmsAndWhatHoldsThem() {
        assertThat(count()).isEqualTo("9 VMs");
        filter.powerProperty().set(Optional.of(Power.OFF));
        assertThat(parts.lines().filter(InventoryNode::isVm))
                .isNotEmpty()
                .allMatch(node -> node.power() == Power.OFF);
        assertThat(parts.lines().filter(node -> !node.isVm()))
                .as("no container without such a VM")
                .allMatch(node -> node.vmCount() > 0);
        assertThat(count()).isEqualTo(parts.shownVms().size() + " of 9 VMs");
        filter.clear();
        assertThat(count()).isEqualTo("9 VMs");
    }

    @Test
    void byTagFindsItOnEveryVCenterByItsNames() {
        assertThat(filter.tagsProperty().get())
                .contains(GOLD, new TagChoice("environment", "test"))
                .isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
        filter.tagProperty().set(Optional.of(GOLD));
        assertThat(parts.shownVms())
                .containsExactlyInAnyOrder("pgtest1", "erp-database", "erp-application");
        assertThat(count()).isEqualTo("3 of 9 VMs");
    }

    @Test
    void byNameAndTagTogether() {
        filter.tagProperty().set(Optional.of(GOLD));
        filter.textProperty().set("esx-fra-01");
        assertThat(parts.shownVms()).as("on that host").containsExactly("erp-database");
        filter.textProperty().set("erp-a");
        assertThat(parts.shownVms()).containsExactly("erp-application");
        filter.textProperty().set("fileserver");
        assertThat(parts.shownVms()).isEmpty();
        assertThat(parts.inventory.blankProperty().get())
                .isEqualTo(InventoryViewModel.Blank.NOT_FOUND);
        filter.clear();
        assertThat(parts.shownVms()).hasSize(9);
    }

    @Test
    void byProtectionFollowsRunsAndTime() throws Exception {
        filter.protectionProperty().set(Optional.of(ProtectionChoice.PROTECTED));
        assertThat(parts.shownVms()).isEmpty();
        backUp("vm-101");
        assertThat(parts.shownVms()).containsExactly("pgtest1");
        filter.protectionProperty().set(Optional.of(ProtectionChoice.NEVER));
        assertThat(parts.shownVms()).hasSize(8).doesNotContain("pgtest1");
        filter.protectionProperty().set(Optional.of(ProtectionChoice.NOT_LATELY));
        assertThat(parts.shownVms()).as("never is not lately, too").hasSize(8);
        parts.daysLater(8);
        parts.points.read();
        assertThat(parts.shownVms()).hasSize(9).contains("pgtest1");
        filter.protectionProperty().set(Optional.of(ProtectionChoice.NEVER));
        assertThat(parts.shownVms()).doesNotContain("pgtest1");
    }

    @Test
    void saysNothingOfProtectionBeforeThePointsAreRead() {
        bench.tasks.hold();
        InventoryBench early = new InventoryBench(bench);
        early.filter.protectionProperty().set(Optional.of(ProtectionChoice.NEVER));
        assertThat(early.shownVms()).isEmpty();
        bench.tasks.letGo();
        assertThat(early.shownVms()).hasSize(9);
    }

    @Test
    void readsThePointsOnceHoweverManyRunsEndMeanwhile() throws Exception {
        bench.tasks.hold();
        parts.points.read();
        parts.points.read();
        parts.points.read();
        bench.tasks.letGo();
        filter.protectionProperty().set(Optional.of(ProtectionChoice.PROTECTED));
        backUp("vm-102");
        assertThat(parts.shownVms()).containsExactly("erp-database");
    }

    @Test
    void followsTagsThatChangeAndSaysWhereTheyCannotBeRead() {
        filter.tagProperty().set(Optional.of(GOLD));
        Tags now =
                Tags.of(
                        java.util.Map.of(
                                new io.sendense.engine.source.inventory.Tag(
                                        "urn:tag:gold", "backup", "gold"),
                                List.of(new ObjectId("vm-104"))));
        tell(now);
        assertThat(parts.shownVms()).containsExactly("fileserver-02");
        assertThat(filter.tagsProperty().get()).containsExactly(GOLD);
        assertThat(filter.tagsMissingProperty().get()).isFalse();
        tell(Tags.UNREADABLE);
        assertThat(parts.shownVms()).isEmpty();
        assertThat(filter.tagsMissingProperty().get()).isTrue();
    }

    private void tell(Tags tags) {
        bench.engine.change(
                "vc", new InventoryChange(List.of(), List.of(), List.of(), Optional.of(tags)));
        bench.tasks.passTime();
    }

    @Test
    void aContainerStandsForItselfWhereAllOfItIsShownElseForItsShownVms() {
        InventoryNode cluster = parts.line("Compute");
        parts.inventory.select(List.of(cluster, parts.line("pgtest1")));
        Chosen whole = parts.inventory.chosen();
        assertThat(whole.objects())
                .as("what is below it is in it")
                .containsExactly(
                        new ObjectRef("vc", ObjectRef.Kind.CLUSTER, "domain-c7", "Compute"));
        assertThat(whole.vms()).hasSize(cluster.vmCount());
        filter.tagProperty().set(Optional.of(GOLD));
        assertThat(parts.inventory.vmsOf(parts.line("Compute"))).isEqualTo(cluster.vmCount());
        parts.inventory.select(List.of(parts.line("Compute")));
        Chosen part = parts.inventory.chosen();
        assertThat(part.vms())
                .extracting(VmRef::name)
                .containsExactlyInAnyOrder("pgtest1", "erp-database", "erp-application");
        assertThat(part.objects())
                .as("what is seen is what is taken")
                .extracting(ObjectRef::name)
                .contains("pgtest1", "erp-application")
                .doesNotContain("Compute");
    }

    @Test
    void aVCenterStandsForItsDatacenters() {
        parts.inventory.select(parts.inventory.rootsProperty().get());
        assertThat(parts.inventory.chosen().objects())
                .extracting(ObjectRef::name)
                .containsExactlyInAnyOrder("Frankfurt", "Dublin");
        assertThat(parts.inventory.chosen().vms())
                .hasSize(
                        (int)
                                SampleInventory.inventory().vms().stream()
                                        .filter(vm -> !vm.template())
                                        .count());
    }

    @Test
    void jobsAreOfferedOnlyWhereThereAreAny() {
        assertThat(new InventoryBench(bench).inventory.jobs()).isEmpty();
        parts.inventory.select(List.of(parts.line("Gold")));
        JobActions jobs = parts.inventory.jobs().orElseThrow();
        jobs.newJob(parts.inventory.selectedObjects());
        jobs.addToJob(jobs.jobs().getFirst().id(), parts.inventory.selectedObjects());
        assertThat(parts.jobsMade).containsExactly("new [Gold]", "7 + [Gold]");
    }
}
