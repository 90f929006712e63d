package io.sendense.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PointView;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SampleInventory;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.bridge.VCenterState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtectionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:15:00Z");
    private static final String UUID_101 = "50300000-0000-4000-8000-000000000101";

    @Test
    void countsVmsWithANewPointAndNoTemplates() {
        Protection protection = of(point("vc", UUID_101, Duration.ofDays(6)));
        assertThat(protection.protectedVms()).isOne();
        assertThat(protection.all()).as("of the ten of the sample one is a template").isEqualTo(9);
        assertThat(protection.unprotected()).hasSize(8).doesNotContain("pgtest1", "windows-2022");
    }

    @Test
    void anOldPointDoesNotCount() {
        assertThat(of(point("vc", UUID_101, Duration.ofDays(7))).protectedVms()).isZero();
    }

    @Test
    void neitherDoesOneOfAnotherVCenter() {
        assertThat(of(point("other", UUID_101, Duration.ofDays(1))).protectedVms()).isZero();
    }

    @Test
    void aVmWithoutUuidIsNotProtectedByAPointWithoutOne() {
        VCenterState state = vcenter();
        List<VmSummary> vms =
                SampleInventory.inventory().vms().stream()
                        .map(vm ->
                                new VmSummary(
                                        vm.id(),
                                        vm.name(),
                                        "",
                                        vm.power(),
                                        vm.template(),
                                        vm.folder(),
                                        vm.host(),
                                        vm.resourcePool(),
                                        vm.guest(),
                                        vm.storageBytes()))
                        .toList();
        VCenterState blank =
                new VCenterState(
                        state.vcenter(),
                        state.link(),
                        Optional.of(new Inventory(SampleInventory.inventory().containers(), vms)),
                        Optional.empty());
        assertThat(
                        Protection.of(
                                        List.of(blank),
                                        NewestPoints.of(List.of(point("vc", "", Duration.ZERO))),
                                        NOW)
                                .protectedVms())
                .isZero();
    }

    private static VCenterState vcenter() {
        ViewModelBench bench = new ViewModelBench(FakeEngine.withVCenter("vc"));
        bench.link.vcenters().refresh();
        return bench.link.vcenters().states().getFirst();
    }

    private static Protection of(PointView point) {
        return Protection.of(List.of(vcenter()), NewestPoints.of(List.of(point)), NOW);
    }

    private static PointView point(String vcenter, String uuid, Duration age) {
        return new PointView(
                "k3v7qpzd2m5xw4ta",
                "default",
                vcenter,
                "pgtest1",
                uuid,
                NOW.minus(age),
                Optional.empty(),
                false,
                "crash",
                1,
                "/srv/backup/k3v7qpzd2m5xw4ta",
                List.of(),
                Optional.empty());
    }
}
